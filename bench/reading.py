"""Reading and writing a plan of 10,000 tasks in every format: time, and memory beside the size of the file.

Each file is read in processes of their own, from opening it to the plan and its report. Memory is how far the process
grew at its peak beyond what it held with everything imported (Linux only), as a multiple of the file. Microsoft
Project's file is tried twice: as we write it, and filled up with all that Project writes for every task and assignment.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "bench")]

from fairlead_engine import schedule
from fairlead_engine.formats import Format, write
from fairlead_engine.plan import Assignment, Plan, Resource, ResourceId
from figures import median, milliseconds, print_figures, print_table
from networks import network, plan_of

TASKS, PEOPLE = 10_000, 40
FORMATS = {"mspdi": Format.MSPDI, "xer": Format.XER, "csv": Format.CSV, "xlsx": Format.XLSX, "native": Format.NATIVE}
READ = """
import json, sys
from time import perf_counter
from fairlead_engine.formats import read

def peak():
    lines = open("/proc/self/status").read().splitlines() if sys.platform == "linux" else ["VmHWM: 0"]
    return 1024 * int(next(line for line in lines if line.startswith("VmHWM")).split()[1])

before, began = peak(), perf_counter()
tasks = len(read(sys.argv[1]).plan.tasks)
print(json.dumps([1000 * (perf_counter() - began), peak() - before, tasks]))
"""
TASK_FILL = """<IsNull>0</IsNull><CreateDate>2025-08-16T02:03:00</CreateDate><Work>PT8H0M0S</Work>
<ResumeValid>0</ResumeValid><EffortDriven>0</EffortDriven><Recurring>0</Recurring><OverAllocated>0</OverAllocated>
<IsSubproject>0</IsSubproject><IsSubprojectReadOnly>0</IsSubprojectReadOnly><ExternalTask>0</ExternalTask>
<WorkVariance>4800.0</WorkVariance><StartVariance>0</StartVariance><FinishVariance>0</FinishVariance>
<FixedCost>0</FixedCost><FixedCostAccrual>3</FixedCostAccrual><PercentWorkComplete>0</PercentWorkComplete>
<Cost>0</Cost><OvertimeCost>0</OvertimeCost><OvertimeWork>PT0H0M0S</OvertimeWork>
<ActualDuration>PT0H0M0S</ActualDuration><ActualCost>0</ActualCost><ActualOvertimeCost>0</ActualOvertimeCost>
<ActualWork>PT0H0M0S</ActualWork><ActualOvertimeWork>PT0H0M0S</ActualOvertimeWork><RegularWork>PT8H0M0S</RegularWork>
<RemainingDuration>PT8H0M0S</RemainingDuration><RemainingCost>0</RemainingCost><RemainingWork>PT8H0M0S</RemainingWork>
<RemainingOvertimeCost>0</RemainingOvertimeCost><RemainingOvertimeWork>PT0H0M0S</RemainingOvertimeWork><ACWP>0</ACWP>
<CV>0</CV><EarnedValueMethod>0</EarnedValueMethod><LevelAssignments>1</LevelAssignments>
<LevelingCanSplit>1</LevelingCanSplit><HideBar>0</HideBar><Rollup>0</Rollup><BCWS>0</BCWS><BCWP>0</BCWP>
<PhysicalPercentComplete>0</PhysicalPercentComplete><IsPublished>1</IsPublished><CommitmentType>0</CommitmentType>"""
ASSIGNMENT_FILL = """<PercentWorkComplete>0</PercentWorkComplete><ActualCost>0</ActualCost><Confirmed>0</Confirmed>
<ActualOvertimeCost>0</ActualOvertimeCost><ACWP>0</ACWP><BCWP>0</BCWP><BCWS>0</BCWS><Cost>0</Cost><CV>0</CV>
<CostRateTable>0</CostRateTable><CostVariance>0</CostVariance><FinishVariance>0</FinishVariance><VAC>0</VAC>
<HasFixedRateUnits>1</HasFixedRateUnits><FixedMaterial>0</FixedMaterial><LevelingDelay>0</LevelingDelay>
<LevelingDelayFormat>7</LevelingDelayFormat><LinkedFields>0</LinkedFields><Milestone>0</Milestone>
<Overallocated>0</Overallocated><OvertimeCost>0</OvertimeCost><OvertimeWork>PT0H0M0S</OvertimeWork>
<RegularWork>PT8H0M0S</RegularWork><RemainingCost>0</RemainingCost><ResponsePending>0</ResponsePending>
<StartVariance>0</StartVariance><UpdateNeeded>0</UpdateNeeded><WorkContour>0</WorkContour>
<CreationDate>2025-08-16T02:03:00</CreationDate><BookingType>0</BookingType><TimephasedData><Type>1</Type><UID>1</UID>
<Start>2026-03-02T08:00:00</Start><Finish>2026-03-03T08:00:00</Finish><Unit>2</Unit><Value>PT8H0M0S</Value>
</TimephasedData>"""


def main() -> None:
    """Measure, print a table, and last one line of figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="fewer runs")
    runs = 3 if parser.parse_args().short else 9
    plan = _plan()
    found = schedule(plan)
    rows = []
    figures = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, file_format in FORMATS.items():
            wrote = milliseconds(lambda to=file_format: write(plan, to, schedule=found), runs=runs, warm=1)
            content = write(plan, file_format, schedule=found).content
            figures[f"write_{name}_ms"] = median(wrote)
            rows.append(_measured(name, content, Path(folder), runs, figures, f"{median(wrote):.0f}"))
            if name == "mspdi":
                rows.append(_measured("mspdi_filled", _filled(content), Path(folder), runs, figures))
    print_table(("", "MB", "read ms", "memory MB", "times the file", "write ms"), rows)
    print_figures(figures)


def _plan() -> Plan:
    """Return a plan whose tasks have names, and somebody who works on them."""
    bare = plan_of(network(TASKS))
    people = tuple(Resource(ResourceId(str(number)), f"Person {number}") for number in range(1, PEOPLE + 1))
    ids = {task.id: str(place) for place, task in enumerate(bare.tasks, 1)}
    return replace(
        bare,
        tasks=tuple(replace(task, id=ids[task.id], name=f"Task {ids[task.id]} of the network") for task in bare.tasks),
        links=tuple(
            replace(link, predecessor=ids[link.predecessor], successor=ids[link.successor]) for link in bare.links
        ),
        resources=people,
        assignments=tuple(
            Assignment(ids[task.id], people[place % PEOPLE].id, work=task.duration)
            for place, task in enumerate(bare.tasks)
        ),
    )


def _filled(content: bytes) -> bytes:
    """Return Microsoft Project XML with the elements that Project itself writes beside those that we do."""
    for tag, fill in ((b"</Task>", TASK_FILL), (b"</Assignment>", ASSIGNMENT_FILL)):
        content = content.replace(tag, fill.replace("\n", "").encode() + tag)
    return content


def _measured(
    name: str, content: bytes, folder: Path, runs: int, figures: dict[str, float], wrote: str = ""
) -> tuple[str, ...]:
    """Read one file in processes of their own, note the figures, and return its row of the table."""
    path = folder / name
    path.write_bytes(content)
    took, grew = zip(*(_read(path) for _ in range(runs)), strict=True)
    memory = median(grew) / len(content)
    figures[f"read_{name}_ms"] = median(took)
    figures[f"read_{name}_memory"] = memory
    size, peak = len(content) / 1e6, median(grew) / 1e6
    return name, f"{size:.1f}", f"{median(took):.0f}", f"{peak:.0f}", f"{memory:.1f}", wrote


def _read(path: Path) -> tuple[float, int]:
    """Return the milliseconds that reading takes in a fresh process, and the bytes by which it grows."""
    run = subprocess.run([sys.executable, "-c", READ, str(path)], check=True, capture_output=True, text=True)
    took, grew, tasks = json.loads(run.stdout)
    assert tasks == TASKS
    return took, grew


if __name__ == "__main__":
    main()
