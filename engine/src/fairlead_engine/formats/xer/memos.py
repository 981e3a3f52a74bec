"""Notebook topics of activities as plain text."""

import re
from html import unescape

from fairlead_engine.formats.values import Reading
from fairlead_engine.formats.xer import kinds
from fairlead_engine.formats.xer.tables import LINE_END, Table

_BREAK = re.compile(r"<(?:br|/p|/div|/li)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[/!?a-zA-Z][^<>]*>")
_BLANKS = re.compile(r"[ \t\xa0]+")


def notes_of(table: Table, reading: Reading) -> dict[str, str]:
    """Return the notes of each activity, several topics one after the other."""
    notes: dict[str, list[str]] = {}
    for fields in table.rows(reading):
        task, memo = fields.get("task_id", ""), fields.get("task_memo", "").replace(LINE_END, "\n")
        text = plain(memo)
        if text != memo or task in notes:
            reading.notes.add(kinds.FORMATTED_NOTES, f"task {task}"[:80])
        if text:
            notes.setdefault(task, []).append(text)
    return {task: "\n\n".join(texts) for task, texts in notes.items()}


def plain(html: str) -> str:
    """Return the text of a piece of HTML, its paragraphs as lines; text without a tag stays as it is."""
    if not _TAG.search(html):
        return html.lstrip("\ufeff").strip()
    text = unescape(_TAG.sub("", _BREAK.sub("\n", html.replace("\n", " ").replace("\x7f", " "))))
    lines = (_BLANKS.sub(" ", line).strip(" \ufeff") for line in text.replace("\r", "\n").split("\n"))
    return "\n".join(lines).strip()
