"""Plain Python and compiled kernels find the same, and neither is loaded before it is needed."""

import json
import os
import subprocess
import sys

import numpy
import pytest
from hypothesis import assume, given

from charts import at, chart
from fairlead_engine import Columns, schedule, schedule_columns, warm
from fairlead_engine.machine import PLAIN, caching, choice, compiled_machine
from fairlead_engine.network import CycleFound
from fairlead_engine.plan import standard_calendar
from plans import plans

COLUMNS = (
    *("start", "finish", "early_start", "early_finish", "late_start", "late_finish", "total_slack", "free_slack"),
    *("critical", "driver_kind", "driver_link", "driver_task", "driver_at", "project_start", "project_finish"),
)


def assert_same(one, other):
    for column in COLUMNS:
        assert getattr(one, column).tolist() == getattr(other, column).tolist(), column


@given(plan=plans(has_constraints=True))
def test_compiled_kernels_find_what_plain_python_finds(plan):
    try:
        plain = schedule(plan, machine=PLAIN)
    except CycleFound:
        assume(False)
    assert_same(plain.found, schedule(plan, machine=compiled_machine()).found)


def large(tasks=3000):
    """Return the columns of a chain of chains with calendars, lags, summaries and constraints, always the same."""
    random = numpy.random.default_rng(1)
    successor = random.integers(1, tasks, 2 * tasks)
    outline = numpy.arange(tasks)
    parent = numpy.where(outline % 10 == 0, -1, outline // 10 * 10)
    predecessor = numpy.maximum(successor - random.integers(1, 40, 2 * tasks), 0)
    apart = (parent[predecessor] != successor) & (parent[successor] != predecessor)
    within = (predecessor // 10 < successor // 10) & apart
    return Columns(
        project=outline % 10 // 10,
        parent=parent,
        duration=random.integers(0, 6, tasks) * 240,
        calendar=random.integers(-1, 2, tasks),
        constraint=random.choice([0, 0, 0, 2, 4], tasks),
        constraint_at=numpy.full(tasks, 29_000_000),
        predecessor=predecessor[within],
        successor=successor[within],
        link_kind=random.integers(0, 4, 2 * tasks)[within],
        lag=random.choice([0, 0, 480, -240], 2 * tasks)[within],
        lag_kind=random.choice([0, 0, 1], 2 * tasks)[within],
        project_start=[29_000_040],
        project_calendar=[0],
        calendars=(standard_calendar(), standard_calendar("other")),
    )


def test_they_find_the_same_by_rarer_rules():
    plan = chart(
        """
        days  | MTWTFSSMTW
        dig   | XX           started Mon, 25%, pauses after 1d for 4h
        house | XXXX
         pour | XX           after dig, pauses after 1d for 1d
         tidy | X            ends as walk starts, ALAP
        walk  | X            MSO Fri, deadline Thu
        shed  | XX           inactive
         lay  | XX           after walk
        cure  | XXX          elapsed 2d, after dig +50%
        roof  | X            after cure +50%, leveled 1d
        """,
        status_at=at("Tue 17:00"),
        reschedules_uncompleted=True,
        has_multiple_paths=True,
    )
    plain = schedule(plan, machine=PLAIN)
    compiled = schedule(plan, machine=compiled_machine())
    assert_same(plain.found, compiled.found)
    for column in ("start_slack", "finish_slack"):
        assert getattr(plain.found, column).tolist() == getattr(compiled.found, column).tolist()


def test_they_find_the_same_on_arrays_of_thousands():
    assert_same(schedule_columns(large(), PLAIN), schedule_columns(large(), compiled_machine()))


def test_a_cycle_is_refused_by_both():
    plan = chart("""
        days | MTWTFSSM
        dig  | X          after pour
        pour | X          after dig
    """)
    for machine in (PLAIN, compiled_machine()):
        with pytest.raises(CycleFound):
            schedule(plan, machine=machine)


def test_given_columns_are_not_changed():
    columns = large(200)
    before = {name: numpy.copy(getattr(columns, name)) for name in ("parent", "duration", "predecessor", "lag")}
    schedule_columns(columns, compiled_machine())
    schedule_columns(columns, PLAIN)
    for name, values in before.items():
        assert numpy.array_equal(getattr(columns, name), values)


def test_plain_python_serves_until_compiled_kernels_have_earned_their_price(monkeypatch):
    monkeypatch.setattr(choice, "_is_warm", False)
    monkeypatch.setattr(choice, "_served", 0)
    monkeypatch.setattr(choice, "is_cache_warm", lambda: False)
    assert choice.machine_for(choice.WORTH_COMPILING - 1) is PLAIN
    assert choice.machine_for(10).is_compiled


def test_with_kernels_in_the_cache_their_price_is_lower(monkeypatch):
    monkeypatch.setattr(choice, "_is_warm", False)
    monkeypatch.setattr(choice, "_served", 0)
    monkeypatch.setattr(choice, "is_cache_warm", lambda: True)
    assert choice.machine_for(choice.WORTH_LOADING) is PLAIN
    assert choice.machine_for(10).is_compiled


def test_once_warm_every_plan_runs_compiled(monkeypatch):
    monkeypatch.setattr(choice, "_is_warm", False)
    warm()
    assert choice.machine_for(1).is_compiled
    assert caching.is_cache_warm()


def fresh(code, **environment):
    """Run `code` in a process of its own and return what it prints as JSON."""
    path = os.pathsep.join(sys.path)
    run = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": path, **environment},
    )
    return json.loads(run.stdout)


def test_once_warm_neither_a_plan_nor_an_edit_has_to_wait_for_kernels():
    ready, used = fresh(
        "import json\n"
        "from fairlead_engine import Edit, LinkAdded, LinkRemoved, LiveSchedule, warm\n"
        "from fairlead_engine.machine import compiled, compiled_machine\n"
        "from test_machines import large\n"
        "def kernels():\n"
        "    return sum(len(twin.overloads) for twin in compiled._twins.values())\n"
        "warm()\n"
        "ready = kernels()\n"
        "live = LiveSchedule(large(), compiled_machine())\n"
        "numbers = Edit('duration', 9, 960), Edit('lag', 0, 60), Edit('project_start', 0, 29_001_480)\n"
        "others = LinkAdded(1, 2), LinkRemoved(live.columns.links), Edit('is_active', 9, 0)\n"
        "assert all([live.edit(change) for change in (*numbers, *others)])\n"
        "print(json.dumps([ready, kernels()]))"
    )
    assert ready == used


def test_importing_the_engine_loads_neither_numpy_nor_numba():
    loaded = fresh("import fairlead_engine, sys, json; print(json.dumps(sorted(sys.modules)))")
    assert not {"numpy", "numba", "fairlead_engine.cpm"} & set(loaded)


def test_a_small_plan_is_scheduled_without_numpy():
    loaded = fresh(
        "import sys, json\n"
        "from charts import chart\n"
        "from fairlead_engine import schedule\n"
        "found = schedule(chart('days | M\\ndig  | XX'))\n"
        "assert found.dates('dig').total_slack == 0\n"
        "print(json.dumps(sorted(sys.modules)))"
    )
    assert not {"numpy", "numba"} & set(loaded)


def test_the_cache_goes_where_it_is_told(tmp_path):
    where = fresh(
        "import json\n"
        "from fairlead_engine.machine.caching import cache_directory\n"
        "print(json.dumps(str(cache_directory())))",
        NUMBA_CACHE_DIR=str(tmp_path),
    )
    assert where.startswith(str(tmp_path))


def test_where_the_package_cannot_be_written_the_users_cache_serves(tmp_path, monkeypatch):
    (tmp_path / "package").mkdir()
    (tmp_path / "package" / "__pycache__").write_text("a file, so no folder can be made in it")
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(caching, "_PACKAGE", tmp_path / "package")
    caching.cache_directory.cache_clear()
    assert caching.cache_directory().is_relative_to(tmp_path / "home")
    caching.cache_directory.cache_clear()
