"""The list of projects as the address asks for it: which, open or closed, in which order."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from fairlead.schedule.selectors import Counts, Order

SHOWN = {"open": False, "closed": True, "all": None}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for: what is sought, a program, open or closed ones or all, an order."""

    search: str = ""
    program_id: int | None = None
    show: str = "open"
    order: Order = Order.NAME

    @classmethod
    def of(cls, request: HttpRequest) -> "Asked":
        """Return what `request` asks for; what cannot be is passed over."""
        given = request.GET
        program, show = given.get("program", ""), given.get("show", "")
        return cls(
            search=given.get("q", "").strip(),
            program_id=int(program) if program.isdecimal() else None,
            show=show if show in SHOWN else "open",
            order=Order.PRIORITY if given.get("sort") == Order.PRIORITY else Order.NAME,
        )

    @property
    def closed(self) -> bool | None:
        """Whether closed ones are asked for, or open ones; None for both."""
        return SHOWN[self.show]

    def address(self, **changes: str) -> str:
        """Return the query that asks for the same but for `changes`."""
        program = "" if self.program_id is None else str(self.program_id)
        names = {"q": self.search, "program": program, "show": self.show, "sort": self.order.value, **changes}
        usual = {"show": "open", "sort": Order.NAME.value}
        return "?" + urlencode({name: value for name, value in names.items() if value and usual.get(name) != value})

    def choices(self, counts: Counts) -> list[tuple[str, str, int, str]]:
        """Return what can be shown: its name in the address, its word, how many there are, and the address."""
        return show_choices(counts.open, counts.closed, self.address)

    def heads(self) -> dict[str, tuple[str, str]]:
        """Return by column how it is sorted, in the words of ARIA, and the address that sorts by it."""
        ways = {Order.NAME: "ascending", Order.PRIORITY: "descending"}
        return {each.value: (ways[each] if each is self.order else "", self.address(sort=each.value)) for each in Order}


def show_choices(opened: int, closed: int, address: Callable[..., str]) -> list[tuple[str, str, int, str]]:
    """Return the ways to show open ones, closed ones or all: name, word, how many, and the address of each."""
    words = {"open": _("Open"), "closed": _("Closed"), "all": _("All")}
    numbers = {"open": opened, "closed": closed, "all": opened + closed}
    return [(name, words[name], numbers[name], address(show=name)) for name in SHOWN]
