"""Load as a page without scripts shows it: the states of cells by sign, word and number."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from fairlead.staffing.load import LoadMap, LoadRow


@dataclass(frozen=True, slots=True)
class LoadCellLine:
    """A cell: its look, its sign and number, and what they mean in words."""

    look: str
    text: str
    words: str


@dataclass(frozen=True, slots=True)
class LoadLine:
    """A row with its cells."""

    row: LoadRow
    cells: list[LoadCellLine]


def load_lines(found: LoadMap) -> list[LoadLine]:
    """Return the rows of load, each cell told by how much of the capacity is asked for."""
    measures = {name: values.tolist() for name, values in found.measures.items()}
    lines = []
    for at, row in enumerate(found.rows):
        capacity, planned, opened, over = (measures[name][at] for name in ("capacity", "planned", "open", "overload"))
        asked = [one + other for one, other in zip(planned, opened, strict=True)]
        cells = [_cell(*numbers) for numbers in zip(asked, capacity, over, strict=True)]
        lines.append(LoadLine(row, cells))
    return lines


def _cell(asked: int, capacity: int, overload: int) -> LoadCellLine:
    look, sign, word = _state(asked, capacity, overload)
    number = f"{round(100 * asked / capacity)}" if capacity else f"{round(asked / 60)}" if asked else ""
    hours = _("%(asked)s of %(capacity)s hours") % {"asked": f"{asked / 60:.0f}", "capacity": f"{capacity / 60:.0f}"}
    return LoadCellLine(look, f"{sign}{number}", f"{hours}, {word}")


def _state(asked: int, capacity: int, overload: int) -> tuple[str, str, str]:
    """Return how a cell stands: its look, its sign and its word; a minute is lost in rounding, not in planning."""
    if asked > capacity:
        return "over", "◆", _("too full")
    if overload > 1:
        return "day-over", "▲", _("a day too full")
    if capacity == 0:
        return "off", "–", _("not working")
    if asked == 0:
        return "free", "", _("free")
    return ("light", "", _("less than half")) if asked * 2 < capacity else ("busy", "", _("half to full"))
