"""What happened in the last days: edits, reports of progress and blockers, made by people through the services."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from fairlead.access.rules import Actor
from fairlead.access.selectors import actor_of
from fairlead.demo.days import ONE_DAY, Days
from fairlead.demo.progress import Span
from fairlead.demo.rows import Created, Setting
from fairlead.schedule.services import TaskEdit, task_edit
from fairlead.work.models import Task
from fairlead.work.services import block_raise

RECENT = 5 * ONE_DAY


@dataclass(frozen=True, slots=True)
class Event:
    """`who` did something to the task `ref`; `at` is on the wall clock."""

    at: datetime
    who: str
    ref: str
    do: Callable[[Actor, int, datetime], None]


def reports_of(setting: Setting, created: Created, percents: dict[str, int], spans: dict[str, Span]) -> Iterator[Event]:
    """Yield the progress that those assigned reported themselves lately; the rest was known before."""
    for said in created.said.values():
        who = next((share.who for share in said.people if setting.resources[share.who].person), None)
        percent = percents.get(said.ref, 0)
        if who is None or not percent:
            continue
        at = _reported_at(setting.days, spans[said.ref], is_done=percent == 100)
        if at is not None:
            yield Event(at, who, said.ref, _report(percent))


def happenings_of(days: Days, created: Created) -> Iterator[Event]:
    """Yield the changed durations and the blockers that the notation tells of."""
    for said in created.said.values():
        if said.before is not None:
            yield Event(_at(days, said.before.days_ago, 10), said.before.who, said.ref, _stretch(said.minutes))
        if said.block is not None:
            yield Event(_at(days, said.block.days_ago, 15), said.block.who, said.ref, _block(said.block.reason))


def history_play(setting: Setting, created: Created, events: list[Event]) -> None:
    """Let `events` happen in the order of their times."""
    actors: dict[str, Actor] = {}
    for event in sorted(events, key=lambda event: (event.at, event.ref)):
        if event.who not in actors:
            actors[event.who] = _actor(setting, event.who)
        event.do(actors[event.who], created.tasks[event.ref].pk, timezone.make_aware(event.at))


def _actor(setting: Setting, who: str) -> Actor:
    person = setting.resources[who].person
    if person is None:
        raise ValueError(f"{who} is no person, so cannot do anything")
    return actor_of(person)


def _reported_at(days: Days, span: Span, *, is_done: bool) -> datetime | None:
    """Return when progress was reported: on a task's last day, or yesterday while it runs; None if longer ago."""
    at = datetime.combine(span.finish.date(), time(17, 30)) if is_done else _at(days, 1, 17)
    is_recent = days.today - RECENT <= at.date() < days.today and at >= span.start
    return at if is_recent else None


def _at(days: Days, days_ago: int, hour: int) -> datetime:
    """Return `hour` of the last working day at least `days_ago` before today."""
    day: date = days.today - timedelta(days=days_ago)
    while not days.is_open(day):
        day -= ONE_DAY
    return datetime.combine(day, time(hour))


def _report(percent: int) -> Callable[[Actor, int, datetime], None]:
    return lambda actor, task_id, now: _edit(actor, task_id, TaskEdit(percent_complete=percent), now)


def _stretch(minutes: int) -> Callable[[Actor, int, datetime], None]:
    return lambda actor, task_id, now: _edit(actor, task_id, TaskEdit(duration_minutes=minutes), now)


def _block(reason: str) -> Callable[[Actor, int, datetime], None]:
    def block(actor: Actor, task_id: int, now: datetime) -> None:
        block_raise(actor=actor, task_id=task_id, reason=reason, now=now)

    return block


def _edit(actor: Actor, task_id: int, edit: TaskEdit, now: datetime) -> None:
    version = Task.objects.values_list("version", flat=True).get(pk=task_id)
    task_edit(actor=actor, task_id=task_id, version=version, edit=edit, now=now)
