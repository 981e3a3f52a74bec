"""Real plans, saved by Microsoft Project, through upload, preview and confirmation."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from cast import NOW, Cast, Stage
from exchange.conftest import Upload
from exchange.files import CORPUS, NAMED, corpus_file, needs_corpus
from fairlead.exchange.models import State
from fairlead.exchange.reading import plan_of, reads_foreign
from fairlead.exchange.selectors import import_preview
from fairlead.exchange.services import Choice, import_confirm
from fairlead.schedule.models import ProjectDates, TaskDates
from fairlead.work.models import Assignment, Link, Project
from fairlead_engine import schedule
from fairlead_engine.formats import read
from fairlead_engine.plan import TaskId
from fairlead_engine.units import moment_of

pytestmark = [pytest.mark.corpus, needs_corpus]


@pytest.mark.parametrize("name", NAMED)
def test_a_real_plan_becomes_a_project_of_the_program(name: str, people: Cast, plan: Stage, upload: Upload):
    filename, content = corpus_file(name)
    file = read(content).plan
    actor = people.manager.actor
    row = upload(actor, content, name=filename, program_id=plan.program.pk)
    assert row.state is State.READ, row.refusal.message
    preview = import_preview(row, actor=actor)
    project = import_confirm(actor=actor, id=row.pk, choice=Choice(plan.program.pk), now=NOW)

    assert project.tasks.count() == preview.findings.counts.tasks == len(file.tasks)
    assert Link.objects.filter(successor__project=project).count() == len(file.links)
    assert Assignment.objects.filter(task__project=project).count() == len(file.assignments)
    assert TaskDates.objects.filter(project=project).count() == len(file.tasks)
    found = ProjectDates.objects.get(project=project)
    assert found.finish_at.isoformat(timespec="minutes") == preview.findings.projects[0].finish
    # every task keeps its dates of the preview: those that differ from the file's are the rows of it
    ours = {dates.task.external_id: dates for dates in TaskDates.objects.filter(project=project).select_related("task")}
    for each in preview.findings.dates.rows:
        assert each.start is None or ours[each.task].start_at.isoformat(timespec="minutes") == each.start[1]
        assert each.finish is None or ours[each.task].finish_at.isoformat(timespec="minutes") == each.finish[1]
    dates = preview.findings.dates
    assert (dates.starts_exact, dates.finishes_exact, dates.differing) == (dates.starts, dates.finishes, 0)


@pytest.mark.parametrize("name", ["s12", "s24", "s27", "s29", "s31"])  # splits, several calendars, progress, P6
def test_a_project_gets_the_very_dates_of_its_preview(name: str, people: Cast, plan: Stage, upload: Upload):
    filename, content = corpus_file(name)
    actor = people.manager.actor
    row = upload(actor, content, name=filename, program_id=plan.program.pk)
    assert row.state is State.READ, row.refusal.message
    previewed = schedule(plan_of(content, filename=filename, columns={}, day=NOW.date()).plan)
    project = import_confirm(actor=actor, id=row.pk, choice=Choice(plan.program.pk), now=NOW)
    found = TaskDates.objects.filter(project=project).select_related("task")
    differing = [
        (row.task.name, row.start_at, row.finish_at)
        for row in found
        for dates in [previewed.dates(TaskId(row.task.external_id))]
        if (moment_of(dates.start), moment_of(dates.finish)) != (row.start_at, row.finish_at)
    ]
    assert not differing


@pytest.mark.skipif(not reads_foreign(), reason="no Java, or not the extra for .mpp")
def test_an_mpp_file_goes_in_by_command_and_out_as_p6s(people: Cast, plan: Stage, tmp_path: Path):
    who = people.manager.user.email
    told, out = StringIO(), tmp_path / "plan.xer"
    file = next((CORPUS.parent / "original").glob("s20-*.mpp"))
    call_command("import", str(file), "--program", "REL", "--user", who, "--code", "S20", stdout=told)
    assert "Dates as in the file: 36 of 36 starts, 36 of 36 finishes." in told.getvalue()
    call_command("export", "--project", "S20", str(out), "--user", who, stderr=StringIO())
    project = Project.objects.get(code="S20")
    names = set(project.tasks.values_list("name", flat=True))
    assert {task.name for task in read(out).plan.tasks} == names
    assert len(names) > 30
