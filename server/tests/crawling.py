"""Going through all that somebody is shown: every link, every part that loads by itself, every form.

Of addresses that differ by their keys alone only some are tried, and each form once.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from urllib.parse import urlencode, urljoin, urlsplit

from django.db import transaction
from django.test import Client
from django.urls import resolve

EACH = 2  # so many of a kind: what is one's own comes first, and then what is not
_TYPED = {"number": "1", "date": "2026-12-01", "datetime-local": "2026-12-01T08:00", "email": "new@crawl.example"}
_LOADS = ("hx-get", "src")


@dataclass(slots=True)
class Form:
    """A form as it stands on a page: where it goes, how, and what it holds once everything is filled in."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)
    buttons: dict[str, str] = field(default_factory=dict)

    def sendings(self) -> Iterator[dict[str, str]]:
        """Yield what is sent, by each of its buttons that says something of its own."""
        for name, value in (self.buttons or {"": ""}).items():
            yield {**self.fields, **({name: value} if name else {})}


@dataclass(slots=True)
class Found:
    """What somebody met: the names of pages and parts, those of forms that send something, and what was wrong."""

    pages: set[str] = field(default_factory=set)
    deeds: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)


def crawl(client: Client, start: str = "/") -> Found:
    """Go from `start` to everything that is shown, and send every form; what a form does is undone."""
    found, queue, tried = Found(), {start: ""}, Counter[str]()
    for address in iter(lambda: next(iter(queue), None), None):
        origin, kind = queue[address], kind_of(address)
        tried[address] += 1
        tried[kind] += 1
        most = 1 if kind.endswith("?") else EACH
        shown = _visit(client, address, origin, found) if tried[kind] <= most else Shown(address)
        for form in shown.forms:
            for values in form.sendings():
                sent = f"{kind_of(form.action)} {sorted(values)}"
                if form.method == "post" and not tried[sent]:
                    tried[sent] += 1
                    _send(client, form, values, address, found)
        queue.update((link, address) for link in shown.links if link not in queue and not tried[link])
        del queue[address]
    return found


def kind_of(address: str) -> str:
    """Return what addresses of one kind have in common: the page that they lead to, and whether they ask it more."""
    url = urlsplit(address)
    return f"{name_of(address)} {'?' if url.query else ''}"


def name_of(address: str) -> str:
    """Return the name of the page or operation at `address`."""
    return _name_of(urlsplit(address).path)


@cache
def _name_of(path: str) -> str:
    return resolve(path).url_name or ""


def _visit(client: Client, address: str, origin: str, found: Found) -> "Shown":
    answer = client.get(address)
    found.pages.add(name_of(address))
    if answer.status_code >= 400:
        found.faults.append(f"{origin} leads to {address}, which answers {answer.status_code}")
    shown = Shown(address)
    if answer.status_code == 302:
        shown.go(answer["Location"])
    elif answer["Content-Type"].startswith("text/html"):
        shown.feed(answer.content.decode())
    return shown


def _send(client: Client, form: Form, values: dict[str, str], origin: str, found: Found) -> None:
    """Send a form and undo what it did; words that do not fit are refused as such, by 422, to who may send it."""
    cookies = client.cookies.copy()
    with transaction.atomic():
        status = client.post(form.action, values).status_code
        transaction.set_rollback(True)
    client.cookies = cookies
    found.deeds.add(name_of(form.action))
    if status >= 400 and status != 422:
        found.faults.append(f"{origin} offers to send {values} to {form.action}, which answers {status}")


class Shown(HTMLParser):
    """What a page leads to, loads and lets one send, of this server."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.address, self.links, self.forms = address, dict[str, None](), list[Form]()
        self._form: Form | None = None
        self._select = ""

    def go(self, link: str) -> None:
        url = urlsplit(urljoin(f"http://testserver{self.address}", link))
        if url.netloc == "testserver" and not url.path.startswith("/static/"):
            self.links.setdefault(url._replace(scheme="", netloc="", fragment="").geturl())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        for name in ("href",) * (tag == "a") + _LOADS:
            if name in said:
                self.go(said[name])
        if tag == "form":
            self._form = Form(said.get("action") or self.address, said.get("method", "get").lower())
            self.forms.append(self._form)
        elif self._form is not None and "disabled" not in said:
            self._control(tag, said, self._form)

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""
        elif tag == "form":
            form, self._form = self._form, None
            if form is not None and form.method == "get":
                self.go(f"{urlsplit(form.action).path}?{urlencode(form.fields)}")

    def _control(self, tag: str, said: dict[str, str], form: Form) -> None:
        name, value = said.get("name", ""), said.get("value", "")
        if tag == "option" and self._select:
            if "selected" in said or not form.fields[self._select]:
                form.fields[self._select] = value
        elif tag == "button":
            form.buttons[name] = value
        elif tag == "select" and name:
            self._select = name
            form.fields.setdefault(name, "")
        elif tag == "textarea" and name:
            form.fields[name] = "Words"
        elif tag == "input" and name:
            form.fields |= _input(name, said.get("type", "text"), said, form)


def _input(name: str, kind: str, said: dict[str, str], form: Form) -> dict[str, str]:
    """Return what an input holds, filled in where it is empty; nothing for a file, and for what is not ticked."""
    value = said.get("value", "")
    if kind in ("checkbox", "radio"):
        is_first = kind == "radio" and name not in form.fields
        return {name: value or "on"} if "checked" in said or is_first else {}
    if kind in ("hidden", "search"):
        return {name: value}
    return {} if kind == "file" else {name: value or said.get("min") or _TYPED.get(kind, "Text")}
