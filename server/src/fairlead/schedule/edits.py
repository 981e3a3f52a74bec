"""What an edit on the plan says: dragging to a start, stretching to a finish, progress, as said values of a task."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypedDict

from django.utils.translation import gettext as _

from fairlead.kernel.errors import Refused
from fairlead.schedule.hours import task_hours
from fairlead.schedule.models import TaskDates
from fairlead.work.messages import refuse
from fairlead.work.models import Task
from fairlead.work.rules import faults_of, progress_said
from fairlead_engine.plan import ConstraintKind
from fairlead_engine.units import instant_of, moment_of
from fairlead_engine.worktime import WorkCalendar


class TaskEdit(TypedDict, total=False):
    """What somebody changes on a task; what is absent stays. `start_at` and `finish_at` are where its bar is to be."""

    name: str
    start_at: datetime
    finish_at: datetime
    duration_minutes: int
    is_elapsed: bool
    is_milestone: bool
    is_manual: bool
    is_active: bool
    percent_complete: int
    actual_start_at: datetime | None
    actual_finish_at: datetime | None
    constraint: int
    constraint_at: datetime | None
    deadline_at: datetime | None
    calendar: int | None
    priority: int
    notes: str


Values = dict[str, Any]
_AT_FINISH = {ConstraintKind.FNET, ConstraintKind.FNLT, ConstraintKind.MFO}


def said_values(edit: TaskEdit, task: Task, dates: TaskDates | None) -> Values:
    """Return the said values of `task` by field that `edit` asks for, given its `dates` found last.

    Dragging an automatic task says SNET, a manual or started one its start itself; stretching says the duration.
    Four queries where working time is counted.
    Raises: Refused for a finish before its start, or for what a summary task takes from its subtasks.
    """
    given = {name: value for name, value in edit.items() if name != "constraint"}
    refuse(_("The task was not saved."), faults_of(given))
    if dates is not None and dates.is_summary and not edit.get("is_manual", task.is_manual):
        _check_summary(edit)
    bar = _Bar(task, dates, edit)
    values: Values = {
        name: value for name, value in edit.items() if name not in ("start_at", "finish_at", "percent_complete")
    }
    for say in (_manual, _start, _finish, _duration, _constraint, _progress):
        say(bar, edit, values)
    return values


class _Bar:
    """A task's bar now, and its working time, counted only when asked for."""

    def __init__(self, task: Task, dates: TaskDates | None, edit: TaskEdit) -> None:
        self.task = task
        project_start = task.project.start_at
        self.start: datetime = dates.start_at if dates else project_start
        self.finish: datetime = dates.finish_at if dates else project_start
        self.is_elapsed = edit.get("is_elapsed", task.is_elapsed)
        self.is_manual = edit.get("is_manual", task.is_manual)
        self._calendar_id = edit.get("calendar", task.calendar_id)
        self._calendar: WorkCalendar | None = None
        self._splits = list(task.splits.all())

    def next_start(self, moment: datetime) -> datetime:
        return moment if self.is_elapsed else self._ask(lambda time: time.next_start(instant_of(moment)))

    def finish_after(self, start: datetime, work: int) -> datetime:
        minutes = work + sum(split.pause_minutes for split in self._splits if split.after_minutes < work)
        if self.is_elapsed:
            return moment_of(instant_of(start) + minutes)
        return self._ask(lambda time: time.finish_after(instant_of(start), minutes))

    def minutes(self, start: datetime, finish: datetime) -> int:
        """Return the minutes of work between two moments, without those of pauses."""
        if self.is_elapsed:
            minutes = instant_of(finish) - instant_of(start)
        else:
            minutes = int(self._time().minutes_between(instant_of(start), instant_of(finish)))
        for split in self._splits:
            if split.after_minutes < minutes:
                minutes = max(split.after_minutes, minutes - split.pause_minutes)
        return minutes

    def _ask(self, question: Callable[[WorkCalendar], int]) -> datetime:
        return moment_of(question(self._time()))

    def _time(self) -> WorkCalendar:
        if self._calendar is None:
            self._calendar = task_hours(self.task, calendar_id=self._calendar_id)
        return self._calendar


def _manual(bar: _Bar, edit: TaskEdit, values: Values) -> None:
    if "is_manual" not in edit or edit["is_manual"] == bar.task.is_manual:
        return
    kept = (bar.start, bar.finish) if edit["is_manual"] else (None, None)
    values["manual_start_at"], values["manual_finish_at"] = kept


def _start(bar: _Bar, edit: TaskEdit, values: Values) -> None:
    if "start_at" not in edit:
        return
    start = bar.next_start(edit["start_at"])
    length = edit.get("duration_minutes", bar.task.duration_minutes)
    if bar.is_manual:
        values["manual_start_at"] = start
        values["manual_finish_at"] = bar.finish_after(start, length)
    elif bar.task.actual_start_at is not None:
        values["actual_start_at"] = start
        if bar.task.actual_finish_at is not None:
            values["actual_finish_at"] = bar.finish_after(start, length)
    else:
        values["constraint"], values["constraint_at"] = int(ConstraintKind.SNET), start
    bar.start, bar.finish = start, bar.finish_after(start, length)


def _finish(bar: _Bar, edit: TaskEdit, values: Values) -> None:
    if "finish_at" not in edit:
        return
    finish = edit["finish_at"]
    if finish < bar.start:
        raise Refused(
            _("A task cannot finish before it starts."), fields={"finish": _("Before the start")}, code="invalid"
        )
    values["duration_minutes"] = bar.minutes(bar.start, finish)
    values["is_milestone"] = values["duration_minutes"] == 0
    bar.finish = finish
    if bar.is_manual:
        values["manual_start_at"], values["manual_finish_at"] = bar.start, finish
    if bar.task.actual_finish_at is not None:
        values["actual_finish_at"] = finish


def _duration(bar: _Bar, edit: TaskEdit, values: Values) -> None:
    if edit.get("is_milestone") and "duration_minutes" not in edit:
        values["duration_minutes"] = 0
    if "duration_minutes" not in edit and "is_milestone" not in edit:
        return
    length = values.get("duration_minutes", bar.task.duration_minutes)
    if "is_milestone" not in edit:
        values["is_milestone"] = length == 0
    if length < 0 or "finish_at" in edit:
        return
    bar.finish = bar.finish_after(bar.start, length)
    if bar.is_manual:
        values["manual_start_at"], values["manual_finish_at"] = bar.start, bar.finish
    if bar.task.actual_finish_at is not None:
        values["actual_finish_at"] = bar.finish


def _constraint(bar: _Bar, edit: TaskEdit, values: Values) -> None:
    if "constraint" not in edit:
        return
    kind = ConstraintKind(edit["constraint"])
    if kind in (ConstraintKind.ASAP, ConstraintKind.ALAP):
        values["constraint_at"] = None
    elif edit.get("constraint_at") is None:
        values["constraint_at"] = bar.finish if kind in _AT_FINISH else bar.start


def _progress(bar: _Bar, edit: TaskEdit, values: Values) -> None:
    if "percent_complete" not in edit:
        return
    implied = progress_said(
        edit["percent_complete"],
        actual_start_at=edit.get("actual_start_at", bar.task.actual_start_at),
        start_at=bar.start,
        finish_at=bar.finish,
    )
    values["percent_complete"] = implied.percent_complete
    values.setdefault("actual_start_at", implied.actual_start_at)
    values.setdefault("actual_finish_at", implied.actual_finish_at)


def _check_summary(edit: TaskEdit) -> None:
    taken = {"finish_at", "duration_minutes", "percent_complete", "is_milestone"} & set(edit)
    if taken:
        raise Refused(
            _("A summary task takes its finish, duration and progress from its subtasks; change those."),
            code="summary",
            fields={name.removesuffix("_at"): _("Taken from subtasks") for name in taken},
        )
