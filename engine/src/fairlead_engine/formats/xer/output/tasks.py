"""Activities: what P6 calls their kinds, constraints and progress."""

from dataclasses import dataclass

from fairlead_engine.formats.output import kinds as shared
from fairlead_engine.formats.output.writing import Writing
from fairlead_engine.formats.values import MOST_MINUTES
from fairlead_engine.formats.xer import codes
from fairlead_engine.formats.xer.output import kinds
from fairlead_engine.formats.xer.output.calendars import Calendars
from fairlead_engine.formats.xer.output.outline import Outline
from fairlead_engine.formats.xer.output.progress import Progress, progress_of
from fairlead_engine.formats.xer.output.rows import Rows, Value, columns, hours, moment
from fairlead_engine.options import CriticalRule
from fairlead_engine.plan import ConstraintKind, FiledDates, Project, ProjectId, Task, TaskId, TaskKind

_COLUMNS = columns(
    """task_id proj_id wbs_id clndr_id phys_complete_pct rev_fdbk_flag est_wt lock_plan_flag auto_compute_act_flag
    complete_pct_type task_type duration_type status_code task_code task_name rsrc_id total_float_hr_cnt
    free_float_hr_cnt remain_drtn_hr_cnt act_work_qty remain_work_qty target_work_qty target_drtn_hr_cnt
    target_equip_qty act_equip_qty remain_equip_qty cstr_date act_start_date act_end_date late_start_date
    late_end_date expect_end_date early_start_date early_end_date restart_date reend_date target_start_date
    target_end_date cstr_type priority_type suspend_date resume_date cstr_date2 cstr_type2 driving_path_flag
    external_early_start_date external_late_end_date"""
)
_WORDS = {
    **{bound[0]: word for word, bound in codes.CONSTRAINTS.items() if len(bound) == 1},
    ConstraintKind.ALAP: "CS_ALAP",
}
_PAIRS = {bound: word for word, bound in codes.CONSTRAINTS.items() if len(bound) == 2}
_UNDATED = {ConstraintKind.ASAP, ConstraintKind.ALAP}
_MILESTONES = {TaskKind.START_MILESTONE, TaskKind.FINISH_MILESTONE}

Bound = tuple[ConstraintKind, int | None]


@dataclass(slots=True)
class Activities:
    """The table of activities while it is written; `crews` are tasks with people who have calendars of their own."""

    writing: Writing
    outline: Outline
    calendars: Calendars
    crews: set[TaskId]
    homes: dict[ProjectId, tuple[Project, int]]

    def table(self) -> Rows:
        """Return the table, one row per task that is no WBS element."""
        rows = Rows("TASK", _COLUMNS)
        for task in self.outline.ordered:
            if task.id not in self.outline.elements:
                rows.rows.append(self._row(task, *self.homes[task.project]))
        return rows

    @staticmethod
    def finishes(rows: Rows) -> dict[Value, str]:
        """Return the last finish of each project by its number."""
        found: dict[Value, str] = {}
        for row in rows.rows:
            finish = row["act_end_date"] or row["early_end_date"]
            if isinstance(finish, str):
                found[row["proj_id"]] = max(finish, found.get(row["proj_id"], ""))
        return found

    def _row(self, task: Task, project: Project, number: int) -> dict[str, Value]:
        found = self.writing.dates.get(task.id, FiledDates())
        progress = progress_of(task, found, self.writing)
        minutes = int(self.writing.bounded(task.duration, 0, MOST_MINUTES, task.name))
        kind = self._kind(task)
        bounds = [*self._bounds(task, progress), ("", None), ("", None)]
        return {
            "task_id": self.outline.numbers[task.id],
            "proj_id": number,
            "wbs_id": self.outline.above(task),
            "clndr_id": self._calendar(task, project),
            "phys_complete_pct": 0,
            "rev_fdbk_flag": False,
            "est_wt": 1,
            "lock_plan_flag": False,
            "auto_compute_act_flag": False,
            "complete_pct_type": "CP_Drtn",
            "task_type": codes.word_of(codes.TASK_KINDS, kind),
            "duration_type": "DT_FixedDUR2",
            "status_code": progress.status,
            "task_code": self.outline.codes[task.id],
            "task_name": self.writing.line(task.name),
            "target_drtn_hr_cnt": hours(minutes),
            "remain_drtn_hr_cnt": hours(progress.remaining),
            "act_start_date": moment(progress.actual_start),
            "act_end_date": moment(progress.actual_finish),
            "cstr_type": bounds[0][0],
            "cstr_date": moment(bounds[0][1]),
            "cstr_type2": bounds[1][0],
            "cstr_date2": moment(bounds[1][1]),
            "priority_type": self._priority(task),
            "suspend_date": self._moment(task.stop_at, task),
            "resume_date": self._moment(task.resume_at, task),
            "expect_end_date": self._moment(task.expected_finish, task),
            "external_early_start_date": self._moment(task.outside_start, task),
            "external_late_end_date": self._moment(task.outside_finish, task),
            **self._found(task, found, progress),
        }

    def _moment(self, instant: int | None, task: Task) -> str | None:
        return moment(self.writing.moment(instant, task.name))

    def _found(self, task: Task, found: FiledDates, progress: Progress) -> dict[str, Value]:
        is_begun, is_done = progress.actual_start is not None, progress.actual_finish is not None
        early_start = found.start if found.early_start is None and not is_begun else found.early_start
        early_finish = found.finish if found.early_finish is None and not is_done else found.early_finish
        start, finish = self._moment(early_start, task), self._moment(early_finish, task)
        shown_start = moment(progress.actual_start) or start
        shown_finish = moment(progress.actual_finish) or finish
        said = self._moment(found.start, task), self._moment(found.finish, task)
        if said[0] not in {None, shown_start} or said[1] not in {None, shown_finish}:
            self.writing.notes.add(kinds.FOUND, task.name)
        return {
            "early_start_date": start,
            "early_end_date": finish,
            "restart_date": None if is_done else start,
            "reend_date": None if is_done else finish,
            "target_start_date": shown_start,
            "target_end_date": shown_finish,
            "late_start_date": self._moment(found.late_start, task),
            "late_end_date": self._moment(found.late_finish, task),
            "total_float_hr_cnt": hours(found.total_slack),
            "free_float_hr_cnt": hours(found.free_slack),
            "driving_path_flag": self._is_critical(task, found, is_done=is_done),
        }

    def _is_critical(self, task: Task, found: FiledDates, *, is_done: bool) -> bool:
        """Return whether a task that is not done is on the longest path where that counts, else what its slack says."""
        if is_done:
            return False
        project = self.homes[task.project][0]
        if project.options is not None and project.options.critical is CriticalRule.LONGEST_PATH:
            return bool(found.is_critical)
        return found.total_slack is not None and found.total_slack <= project.critical_limit

    def _kind(self, task: Task) -> TaskKind:
        """Return P6's kind of a task: a milestone of no duration, or work that follows its people's calendars."""
        kind = task.kind
        if kind is TaskKind.TASK and task.is_milestone and task.duration == 0:
            kind = TaskKind.FINISH_MILESTONE
        elif kind is TaskKind.TASK and not task.ignores_resource_calendars and task.id in self.crews:
            self.writing.notes.add(kinds.RESOURCE_DEPENDENT, task.name)
            kind = TaskKind.RESOURCE_DEPENDENT
        if task.is_milestone != (kind in _MILESTONES):
            self.writing.notes.add(kinds.LONG_MILESTONES, task.name)
        elif kind is not task.kind and kind in _MILESTONES:
            self.writing.notes.add(kinds.MILESTONES, task.name)
        return kind

    def _calendar(self, task: Task, project: Project) -> int:
        if task.is_elapsed:
            self.writing.notes.add(kinds.ELAPSED, task.name)
            return self.calendars.number(None)
        return self.calendars.number(task.calendar if task.calendar is not None else project.calendar)

    def _bounds(self, task: Task, progress: Progress) -> list[tuple[str, str | None]]:
        """Return the constraints as words and dates: both of the task, its deadline, or where it was put by hand."""
        said = [(task.constraint, task.constraint_at), (task.second_constraint, task.second_constraint_at)]
        bounds = [bound for each in said if (bound := self._bound(each, task)) is not None]
        put = self.writing.moment(task.manual_start, task.name) if task.is_manual and not bounds else None
        if put is not None and progress.actual_start is None:
            self.writing.notes.add(kinds.PINNED, task.name)
            bounds = [(ConstraintKind.MSO, put)]
        elif task.is_manual or task.manual_start is not None or task.manual_finish is not None:
            self.writing.notes.add(kinds.MANUAL, task.name)
        pair = (bounds[0][0], bounds[1][0]) if len(bounds) == 2 and bounds[0][1] == bounds[1][1] else None
        words = [(_WORDS[kind], text) for kind, text in bounds]
        if pair in _PAIRS:
            words = [(_PAIRS[pair], bounds[0][1])]
        if task.deadline is not None:
            if len(bounds) == 2:
                self.writing.notes.add(kinds.DEADLINES_LOST, task.name)
            elif (text := self.writing.moment(task.deadline, task.name)) is not None:
                self.writing.notes.add(kinds.DEADLINES, task.name)
                words.append(("CS_MEOB", text))
        return words

    def _bound(self, bound: Bound, task: Task) -> tuple[ConstraintKind, str | None] | None:
        kind, at = bound
        text = self.writing.moment(at, task.name)
        if kind in _UNDATED and at is not None:
            self.writing.notes.add(shared.UNUSED_DATES, task.name)
        if kind is ConstraintKind.ASAP:
            return None
        if kind is ConstraintKind.ALAP:
            return kind, None
        if text is None:
            self.writing.notes.add(shared.CONSTRAINT_DATES, task.name)
            return None
        return kind, text

    def _priority(self, task: Task) -> str:
        word = min(codes.PRIORITIES, key=lambda each: abs(codes.PRIORITIES[each] - task.priority))
        if codes.PRIORITIES[word] != task.priority:
            self.writing.notes.add(shared.PRIORITIES, task.name)
        return word
