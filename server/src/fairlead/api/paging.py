"""Lists in pages: by the key of the last row seen, so that page 1,000 costs what page 1 does."""

import base64
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Annotated, Any, Generic, TypeVar

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Query

from fairlead.api.answers import answer
from fairlead.api.shapes import Out
from fairlead.kernel.errors import Refused

Key = tuple[Any, ...]
Item = TypeVar("Item")
Row = TypeVar("Row")

MOST = 200
After = Annotated[str | None, Query(None, description="The `next` of the page before; its rows are not repeated.")]
Limit = Annotated[int, Query(50, ge=1, le=MOST, description="How many at most.")]


class Page(Out, Generic[Item]):
    """A part of a list; `next` is the cursor of the part that follows, null at the end."""

    items: list[Item]
    next: str | None


def cursor_of(key: Key | None) -> str | None:
    """Return `key` as text that clients pass back and do not read."""
    if key is None:
        return None
    return (
        base64.urlsafe_b64encode(json.dumps(key, separators=(",", ":"), default=datetime.isoformat).encode())
        .decode()
        .rstrip("=")
    )


def key_of(cursor: str | None, kinds: Sequence[type]) -> Key | None:
    """Return the key that `cursor` stands for; it has one value of each of `kinds`.

    Raises: Refused for a text that is no cursor of such a list.
    """
    if cursor is None:
        return None
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        return tuple(_value(value, kind) for value, kind in zip(values, kinds, strict=True))
    except (ValueError, TypeError):
        raise Refused(
            _("Start again from the first page."), code="invalid", fields={"after": _("Not a cursor of this list")}
        ) from None


def listed(
    request: HttpRequest,
    rows: QuerySet[Any, Row],
    *,
    by: Mapping[str, type],
    after: str | None,
    limit: int,
    show: Callable[[Row], Any],
) -> HttpResponse:
    """Return a page of `rows` ordered `by` fields of these kinds, the last of them unique. One query.

    Raises: Refused for an `after` that is no cursor of such a list.
    """
    key = key_of(after, list(by.values()))
    if key is not None:
        rows = rows.filter(_behind(list(by), key))
    found = list(rows.order_by(*by)[: limit + 1])
    shown, more = found[:limit], found[limit:]
    last = tuple(_field(shown[-1], name) for name in by) if more else None
    return paged(request, Page(items=[show(row) for row in shown], next=cursor_of(last)))


def paged(request: HttpRequest, page: Page[Any]) -> HttpResponse:
    """Return a page, with a Link header to the next one."""
    response = answer(page)
    if page.next is not None:
        query = request.GET.copy()
        query["after"] = page.next
        address = request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
        response.headers["Link"] = f'<{address}>; rel="next"'
    return response


def _field(row: object, name: str) -> Any:
    return row[name] if isinstance(row, dict) else getattr(row, name)


def _value(value: Any, kind: type[Any]) -> Any:
    if kind is datetime:
        return datetime.fromisoformat(value)
    if type(value) is not kind or (isinstance(value, int) and not 0 <= value < 2**63):
        raise TypeError(value)
    return value


def _behind(names: Sequence[str], key: Key) -> Q:
    """(a, b) > (x, y), spelled as a >= x and (a > x or b > y) so that an index on the first name serves."""
    first, *rest = names
    if not rest:
        return Q(**{f"{first}__gt": key[0]})
    return Q(**{f"{first}__gte": key[0]}) & (Q(**{f"{first}__gt": key[0]}) | _behind(rest, key[1:]))
