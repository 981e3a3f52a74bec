"""Small P6 exports, written where they are needed."""

from fairlead_engine.formats import Limits, ReadResult, read

HEAD = "ERMHDR\t19.12\t2026-03-01\tProject\tadmin\tAdmin\tdb\tProject Management\tUSD"
SHIFT = "(0||0(s|08:00|f|12:00)())(0||1(s|13:00|f|17:00)())"
WEEK = "".join(f"(0||{day}()({SHIFT if 2 <= day <= 6 else ''}))" for day in range(1, 8))


def clndr_data(days=WEEK, exceptions=""):
    return f"(0||CalendarData()((0||DaysOfWeek()({days}))(0||VIEW(ShowTotal|Y)())(0||Exceptions()({exceptions}))))"


def table(name, *rows):
    """Return a table of dicts; its columns are those of any row, in the order in which they first come."""
    columns = list(dict.fromkeys(column for row in rows for column in row))
    lines = ["\t".join(["%R", *(str(row.get(column, "")) for column in columns)]) for row in rows]
    return "\n".join([f"%T\t{name}", "\t".join(["%F", *columns]), *lines])


def project(id=1, **values):
    said = {"proj_id": id, "proj_short_name": f"P{id}", "clndr_id": 1, "plan_start_date": "2026-03-02 08:00"}
    return {**said, "last_recalc_date": "2026-03-02 08:00", "critical_drtn_hr_cnt": 0, "export_flag": "Y", **values}


def wbs(id, parent="", project=1, **values):
    said = {"wbs_id": id, "proj_id": project, "parent_wbs_id": parent, "proj_node_flag": "N" if parent else "Y"}
    return {**said, "seq_num": id, "wbs_short_name": f"W{id}", "wbs_name": f"Part {id}", **values}


def activity(id, wbs=100, hours=8, **values):
    said = {"task_id": id, "proj_id": 1, "wbs_id": wbs, "clndr_id": 1, "task_code": f"A{id}", "task_name": f"task {id}"}
    said |= {"task_type": "TT_Task", "status_code": "TK_NotStart", "target_drtn_hr_cnt": hours}
    return {**said, "remain_drtn_hr_cnt": hours, **values}


def link(predecessor, successor, kind="PR_FS", lag=0, **values):
    return {"task_id": successor, "pred_task_id": predecessor, "pred_type": kind, "lag_hr_cnt": lag, **values}


def xer(*activities, links=(), projects=None, calendars=None, elements=None, **tables):
    """Return the text of a file with one project of the usual week, or with the tables given."""
    calendar = {"clndr_id": 1, "clndr_name": "Standard", "day_hr_cnt": 8, "clndr_data": clndr_data()}
    parts = {
        "PROJECT": [project()] if projects is None else projects,
        "CALENDAR": [calendar] if calendars is None else calendars,
        "PROJWBS": [wbs(100)] if elements is None else elements,
        "TASK": activities,
        "TASKPRED": links,
        **tables,
    }
    written = [table(name, *rows) for name, rows in parts.items() if rows]
    return "\n".join([HEAD, *written, "%E", ""])


def read_text(text: str, encoding="utf-8", **limits) -> ReadResult:
    return read(text.encode(encoding), limits=Limits(**limits))


def read_tasks(*activities, **parts):
    return {task.id: task for task in read_text(xer(*activities, **parts)).plan.tasks}


def said(result: ReadResult) -> dict[str, int]:
    """Return how often a report says what."""
    return {line.kind: line.count for line in result.report.lines}
