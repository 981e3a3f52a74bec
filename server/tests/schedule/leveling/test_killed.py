"""A worker that is killed in the middle of a search leaves nothing half-written, and another one goes on."""

import os
import subprocess
import sys
import time
from datetime import timedelta
from urllib.parse import quote, urlencode

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from fairlead.exchange.tasks import file_read
from fairlead.kernel.jobs import QUEUES, SHORT
from fairlead.schedule.leveling.running import level_run
from fairlead.schedule.leveling.services import leveling_stop, leveling_watch
from fairlead.schedule.models import Leveling, Scenario, ScenarioEdit, ScenarioMove, State
from fairlead.work.models import Task
from schedule.leveling.conftest import Begun

PATIENCE_SECONDS = 60
WORKER = """
import django
django.setup()
from django.utils import timezone
from fairlead.kernel.jobs import QUEUES, SHORT
from fairlead.schedule.leveling.running import level_run
level_run(id=%d, clock=timezone.now)
"""


def address() -> str:
    values = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite://{quote(str(values['NAME']))}"
    options = {"host": values["HOST"], **{key: value for key, value in values["OPTIONS"].items() if key != "options"}}
    who = f"{quote(values['USER'])}:{quote(values['PASSWORD'])}@" if values["USER"] else ""
    port = f":{values['PORT']}" if values["PORT"] else ""
    return f"postgres://{who}localhost{port}/{values['NAME']}?{urlencode(options)}"


@pytest.mark.django_db(transaction=True)
def test_a_killed_worker_leaves_a_whole_proposal_and_another_goes_on(people, plan, begin: Begun, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": QUEUES}}
    scenario = begin(priorities={plan.ware.pk: 1}, seconds=60)  # less delay would be thinkable: the search goes on
    environment = {**os.environ, "DATABASE_URL": address(), "DJANGO_SETTINGS_MODULE": "fairlead.config.settings"}
    worker = subprocess.Popen([sys.executable, "-c", WORKER % scenario.pk], env=environment)
    try:
        end = time.monotonic() + PATIENCE_SECONDS
        while not ScenarioMove.objects.filter(scenario=scenario).exists():
            assert worker.poll() is None, "the worker ended by itself"
            assert time.monotonic() < end, "no proposal came"
            time.sleep(0.05)
    finally:
        worker.kill()
        worker.wait()

    left = Scenario.objects.with_state().get(pk=scenario.pk)
    assert left.state is State.RUNNING
    assert ScenarioMove.objects.filter(scenario=scenario).count() == left.leveling.findings["moved"] == 4
    assert ScenarioEdit.objects.filter(scenario=scenario).count() == 1
    assert not Task.objects.filter(leveling_delay_minutes__gt=0).exists()

    # Whoever looks half a minute later has another worker take it up, who is stopped at its first sign of life.
    soon = timezone.now() + timedelta(seconds=40)
    leveling_stop(actor=people.manager.actor, id=scenario.pk, now=timezone.now())
    assert leveling_watch(actor=people.manager.actor, id=scenario.pk, now=soon).state is State.STOPPED
    level_run(id=scenario.pk, clock=timezone.now)
    assert ScenarioMove.objects.filter(scenario=scenario).count() == 4
    assert Leveling.objects.get(pk=scenario.pk).attempts == 1


@pytest.mark.django_db(transaction=True)
def test_short_jobs_do_not_wait_for_a_leveling(people, plan, begin: Begun, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": QUEUES}}
    scenario = begin(seconds=60)
    file_read.enqueue(0)  # a file that was taken away meanwhile
    call_command("db_worker", queue_name=SHORT, batch=True, reload=False, startup_delay=False, verbosity=0)
    done = {row.task_path.rpartition(".")[2]: row.status for row in DBTaskResult.objects.all()}
    assert done == {"file_read": "SUCCESSFUL", "program_level": "READY"}
    assert Scenario.objects.with_state().get(pk=scenario.pk).state is State.QUEUED
