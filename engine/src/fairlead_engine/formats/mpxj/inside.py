"""The child's side: run MPXJ on one file, hand its plan on in a format that is read, and say what happened.

It runs in a process of its own, never in that of whoever reads: `outside` starts it with the task as JSON, and all
that comes back are two files in its private folder. Java is started within it and ends with it.
"""

import json
import sys
from pathlib import Path
from typing import Any

from fairlead_engine.formats.mpxj.confinement import confine
from fairlead_engine.formats.mpxj.task import ANSWER, CONVERTED, Answer, Outcome, Passing, Task

_OF_PRIMAVERA = {"Primavera", "P3", "SureTrak"}
_OPTIONS = (
    "-Xrs",
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    "-XX:ReservedCodeCacheSize=48m",
    "-XX:CompressedClassSpaceSize=64m",
    "-XX:MaxMetaspaceSize=160m",
    "-XX:+ExitOnOutOfMemoryError",
    "-XX:-UsePerfData",
    "-XX:-CreateCoredumpOnCrash",
    "-XX:ErrorFile=/dev/null",
    "-Djava.awt.headless=true",
    "-Dfile.encoding=UTF-8",
    "-Duser.language=en",
    "-Duser.timezone=UTC",
    # Nothing outside the file: no Java objects out of it, no document types or schemas from elsewhere.
    "-Djdk.serialFilter=!*",
    "-Djavax.xml.accessExternalDTD=",
    "-Djavax.xml.accessExternalSchema=",
    "-Djavax.xml.accessExternalStylesheet=",
)


def main(said: str) -> None:
    """Do the task that `said` holds as JSON, and leave the answer in its folder."""
    task = Task.of(json.loads(said))
    folder = Path(task.folder)
    confine(
        folder=folder,
        reads=[Path(path) for path in (*sys.path, sys.prefix, sys.base_prefix, task.java_home, task.jars)],
        memory=task.address_bytes,
        cpu_seconds=task.cpu_seconds,
        file_bytes=task.file_bytes,
    )
    (folder / ANSWER).write_text(json.dumps(_answer(task).as_json()), encoding="utf-8")


def _answer(task: Task) -> Answer:
    import jpype  # noqa: PLC0415 - only after the limits hold

    jpype.startJVM(
        *_OPTIONS,
        f"-Xmx{task.heap_megabytes}m",
        f"-Djava.io.tmpdir={task.folder}",
        f"-Duser.home={task.folder}",
        jvmpath=task.jvm,
        classpath=[str(jar) for jar in sorted(Path(task.jars).glob("*.jar"))],
        convertStrings=True,
    )
    try:
        return _converted(task)
    except jpype.JClass("java.lang.OutOfMemoryError"):
        return Answer(Outcome.MEMORY)
    except jpype.JClass("java.lang.StackOverflowError"):
        return Answer(Outcome.REFUSED, reason="it is nested too deeply")
    except jpype.JClass("java.lang.Throwable") as error:
        reason = _reason(error)
        return Answer(Outcome.PASSWORD if "password" in reason.lower() else Outcome.REFUSED, reason=reason)


def _converted(task: Task) -> Answer:
    import jpype  # noqa: PLC0415

    java: Any = jpype.JPackage("org").mpxj
    projects = list(java.reader.UniversalProjectReader().readAll(task.source))
    if not projects or projects[0] is None:
        return Answer(Outcome.UNKNOWN)
    first = projects[0]
    properties = first.getProjectProperties()
    is_p6 = str(properties.getFileApplication() or "") in _OF_PRIMAVERA
    if task.reschedules:
        _reschedule(java, first, is_p6=is_p6)
    passing = Passing.XER if is_p6 and not task.reschedules else Passing.MSPDI
    target = jpype.JPackage("java").io.FileOutputStream(str(Path(task.folder, CONVERTED)))
    if passing is Passing.XER:
        writer = java.primavera.PrimaveraXERFileWriter()
        writer.setCharset(jpype.JPackage("java").nio.charset.StandardCharsets.UTF_8)
        writer.write(jpype.java.util.ArrayList(projects), target)
    else:
        _count_slack_in_minutes(java, first)
        writer = java.mspdi.MSPDIWriter()
        # Pauses of tasks are only said day by day, at a hundred times the size.
        writer.setWriteTimephasedData(any(len(each.getWorkSplits() or ()) > 1 for each in first.getTasks()))
        writer.write(first, target)
    target.close()
    return Answer(
        Outcome.READ,
        passing=passing,
        file_type=str(properties.getFileType() or ""),
        projects=len(projects),
        ignored=len(first.getIgnoredErrors()),
    )


def _count_slack_in_minutes(java: Any, project: Any) -> None:
    """Spare the writer days of slack: it takes each for eight hours, whatever the project's day."""
    properties = project.getProjectProperties()
    for each in project.getTasks():
        for slack in ("TotalSlack", "FreeSlack"):
            if (length := getattr(each, f"get{slack}")()) is not None:
                getattr(each, f"set{slack}")(length.convertUnits(java.TimeUnit.MINUTES, properties))


def _reschedule(java: Any, project: Any, *, is_p6: bool) -> None:
    """Let MPXJ's own scheduler compute the dates. It insists on amounts that files leave out where they are zero."""
    none = java.Duration.getInstance(0, java.TimeUnit.MINUTES)
    wanted = (
        *((task, "ActualDuration RemainingDuration") for task in project.getTasks()),
        *((assignment, "Work ActualWork RemainingWork") for assignment in project.getResourceAssignments()),
    )
    for each, amount in ((each, amount) for each, amounts in wanted for amount in amounts.split()):
        if getattr(each, f"get{amount}")() is None:
            getattr(each, f"set{amount}")(none)
    scheduler = java.cpm.PrimaveraScheduler() if is_p6 else java.cpm.MicrosoftScheduler()
    scheduler.schedule(project, project.getProjectProperties().getStartDate())


def _reason(error: Any) -> str:
    """Return what the innermost cause of a Java exception says, in one short line; a slip of Java's with its class."""
    import jpype  # noqa: PLC0415

    while error.getCause() is not None:
        error = error.getCause()
    said = str(error.getMessage() or "")
    is_slip = isinstance(error, jpype.JClass("java.lang.RuntimeException"))
    return " ".join(f"{error.getClass().getName()}: {said}".split() if is_slip else said.split())[:200].rstrip(".")
