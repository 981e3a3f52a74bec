"""Reading a project from the short notation of `plans/*.txt`.

    Payments rollout                      the name, then a head of `key: value` lines up to an empty one
    code: PAY
    start: -30d                           in working days from this Monday

    Choose a provider                     indented by two spaces: a subtask
      Compare five providers; 6d; @Ivo @Mia 50%; #compare
      > Negotiate the fees; 4d?; deadline +3d        `>` is after its sibling above; `?` is an estimate
      >* Provider chosen                  `*` is a milestone
      Draft the contract; 3ed; after compare SS+2d, ONB.terms; blocked Jo 4: The bank has two versions.

      Build the ledger; 10d was 8d Ivo 6             Ivo changed it from eight days, six days ago

Parts are split by semicolons; the order of those behind the name is free. `PARTS` lists them.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

from fairlead.demo.outline import After, Before, Block, Bound, ProjectOutline, Share, TaskOutline
from fairlead_engine.plan import ConstraintKind, LinkKind

MINUTES = {"h": 60, "d": 480, "w": 2400}
ELAPSED_MINUTES = {"eh": 60, "ed": 1440, "ew": 10080}
BOUNDS = {
    "not before": ConstraintKind.SNET,
    "not after": ConstraintKind.SNLT,
    "finish not before": ConstraintKind.FNET,
    "finish not after": ConstraintKind.FNLT,
    "starts on": ConstraintKind.MSO,
    "finishes on": ConstraintKind.MFO,
}

_NUMBER_UNIT = re.compile(r"(\d+(?:\.\d+)?)(eh|ed|ew|h|d|w)")
_DURATION = re.compile(rf"{_NUMBER_UNIT.pattern}(\?)?(?: was {_NUMBER_UNIT.pattern} (\w+) (\d+))?")
_DAY = re.compile(r"([+-]?\d+)d")
_PEOPLE = re.compile(r"@([\w-]+)(?:\s+(\d+)%)?\s*")
_AFTER = re.compile(rf"([\w.-]+?)(?:\s+(FS|SS|FF|SF))?(?:\s*([+-]){_NUMBER_UNIT.pattern})?")
_BLOCKED = re.compile(r"blocked (\w+) (\d+): (.+)")
_MARKS = re.compile(r"(>?)(\*?)\s*(.+)")
_BOUND = re.compile(rf"({'|'.join(sorted(BOUNDS, key=len, reverse=True))}) (\S+)")


class NotationError(ValueError):
    """A line that cannot be read; carries its number, counted from 1, and what is wrong."""

    def __init__(self, line: int, problem: str) -> None:
        super().__init__(f"line {line}: {problem}")
        self.line = line
        self.problem = problem


def project_read(text: str) -> ProjectOutline:
    """Return the project that `text` says.

    Raises: NotationError.
    """
    return _plan_read(text, {"code", "goal", "start", "finish by", "manager"})


def activities_read(text: str) -> ProjectOutline:
    """Return the activities of a program that `text` says; their code is the program's.

    Raises: NotationError.
    """
    return _plan_read(text, {"code", "start"})


def _plan_read(text: str, needed: set[str]) -> ProjectOutline:
    lines = list(enumerate(text.splitlines(), start=1))
    head, body = _split(lines)
    name, values = head[0][1].strip(), _values(head[1:])
    code = values.get("code", "")
    missing = needed - set(values)
    if missing:
        raise NotationError(1, f"the head lacks {', '.join(sorted(missing))}")
    return ProjectOutline(
        name=name,
        code=code,
        goal=values.get("goal", ""),
        start=_day(values["start"]),
        finish_by=_day(values["finish by"]) if "finish by" in values else None,
        manager=values.get("manager", ""),
        calendar=values.get("calendar", ""),
        tasks=tuple(_tasks(code, body)),
    )


def _split(lines: list[tuple[int, str]]) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    for place, (_number, line) in enumerate(lines):
        if not line.strip() and place:
            return lines[:place], [pair for pair in lines[place:] if pair[1].strip()]
    raise NotationError(1, "a head, an empty line and an outline were expected")


def _values(head: list[tuple[int, str]]) -> dict[str, str]:
    values = {}
    for number, line in head:
        key, colon, value = line.partition(":")
        if not colon:
            raise NotationError(number, f"`key: value` was expected, not `{line}`")
        values[key.strip()] = value.strip()
    return values


def _tasks(code: str, body: list[tuple[int, str]]) -> Iterator[TaskOutline]:
    above: list[str] = []
    for count, (number, line) in enumerate(body, start=1):
        try:
            level = _level(line, len(above))
            task, is_next = _task(code, count, level, line.strip())
            sibling = _sibling(above, level) if is_next else None
        except ValueError as error:
            raise NotationError(number, str(error)) from None
        after = task.get("after", ())
        if sibling is not None and all(one.predecessor != sibling for one in after):
            task["after"] = (After(sibling), *after)
        del above[level:]
        above.append(task["ref"])
        yield TaskOutline(**task)


def _level(line: str, deepest: int) -> int:
    indent = len(line) - len(line.lstrip(" "))
    if indent % 2 or indent // 2 > deepest:
        raise ValueError("indent by two spaces below the summary task")
    return indent // 2


def _sibling(above: list[str], level: int) -> str:
    if len(above) <= level:
        raise ValueError("`>` has no sibling above it")
    return above[level]


def _task(code: str, count: int, level: int, line: str) -> tuple[dict[str, Any], bool]:
    """Return the values of one line, and whether it comes after its sibling above."""
    name, *parts = [part.strip() for part in line.split(";")]
    marks = _MARKS.fullmatch(name)
    if marks is None:
        raise ValueError("a name was expected")
    values: dict[str, Any] = {
        "ref": f"{code}.{count}",
        "name": marks[3],
        "level": level,
        "is_milestone": bool(marks[2]),
    }
    for part in parts:
        found = next((read(part, code) for pattern, read in PARTS if re.match(pattern, part)), None)
        if found is None:
            raise ValueError(f"`{part}` means nothing here")
        values |= found
    return values, bool(marks[1])


def _duration(part: str, _code: str) -> dict[str, Any]:
    said = _full(_DURATION, part)
    return {
        "minutes": _minutes(said[1], said[2]),
        "is_elapsed": said[2] in ELAPSED_MINUTES,
        "is_estimated": bool(said[3]),
        "before": Before(_minutes(said[4], said[5]), said[6], int(said[7])) if said[4] else None,
    }


def _people(part: str, _code: str) -> dict[str, Any]:
    _full(re.compile(rf"(?:{_PEOPLE.pattern})+"), part)
    return {"people": tuple(Share(who, int(percent or 100)) for who, percent in _PEOPLE.findall(part))}


def _after(part: str, code: str) -> dict[str, Any]:
    links = []
    for one in part.removeprefix("after ").split(","):
        said = _full(_AFTER, one.strip())
        lag = _minutes(said[4], said[5]) * (-1 if said[3] == "-" else 1) if said[3] else 0
        links.append(
            After(
                predecessor=said[1] if "." in said[1] else f"{code}.{said[1]}",
                kind=LinkKind[said[2] or "FS"],
                lag=lag,
                is_elapsed=said[5] in ELAPSED_MINUTES,
            )
        )
    return {"after": tuple(links)}


def _bound(part: str, _code: str) -> dict[str, Any]:
    said = _full(_BOUND, part)
    return {"bound": Bound(BOUNDS[said[1]], _day(said[2]))}


def _blocked(part: str, _code: str) -> dict[str, Any]:
    said = _full(_BLOCKED, part)
    return {"block": Block(said[1], int(said[2]), said[3])}


def _held(part: str, _code: str) -> dict[str, Any]:
    return {"held": int(_full(re.compile(r"held (\d+)%"), part)[1])}


def _minutes(amount: str, unit: str) -> int:
    return round(float(amount) * (MINUTES | ELAPSED_MINUTES)[unit])


def _day(text: str) -> int:
    return int(_full(_DAY, text)[1])


def _full(pattern: re.Pattern[str], text: str) -> re.Match[str]:
    said = pattern.fullmatch(text)
    if said is None:
        raise ValueError(f"`{text}` cannot be read")
    return said


PARTS: tuple[tuple[str, Callable[[str, str], dict[str, Any]]], ...] = (
    (r"\d", _duration),
    (r"@", _people),
    (r"#", lambda part, code: {"ref": f"{code}.{part[1:]}"}),
    (r"after ", _after),
    (rf"(?:{'|'.join(BOUNDS)}) ", _bound),
    (r"as late as possible$", lambda _part, _code: {"bound": Bound(ConstraintKind.ALAP)}),
    (r"deadline ", lambda part, _code: {"deadline": _day(part.removeprefix("deadline "))}),
    (r"pinned ", lambda part, _code: {"pinned": _day(part.removeprefix("pinned "))}),
    (r"on ", lambda part, _code: {"calendar": part.removeprefix("on ")}),
    (r"held ", _held),
    (r"blocked ", _blocked),
    (r"note: ", lambda part, _code: {"note": part.removeprefix("note: ")}),
)
