"""An XLSX workbook of one sheet, the same bytes for the same table."""

import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from io import BytesIO
from xml.sax.saxutils import escape

from fairlead_engine.formats.tables.columns import Column
from fairlead_engine.formats.tables.entries import DATES

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_SERIAL_START = datetime(1899, 12, 30)
_FIRST_SERIAL = 61  # before it stands the 29th of February 1900, which Excel knows and no calendar does
_DATE, _BOLD, _WRAPPED, _FIRST_INDENT = 1, 2, 3, 4
_MOST_INDENT, _MOST_OUTLINE = 12, 7
_NUMBERS = {Column.LEVEL, Column.PRIORITY}
_WIDTHS = {Column.NAME: 48, Column.NOTES: 60, Column.RESOURCES: 28, Column.PREDECESSORS: 20, Column.PROJECT: 24}
MOST_TEXT = 32_767
_QUOTE = '"'


def workbook(columns: Sequence[Column], rows: Sequence[dict[Column, str]], levels: Sequence[int]) -> bytes:
    """Return a workbook with one sheet, named Tasks; tasks are indented and grouped by their `levels`."""
    return _packed("Tasks", _sheet(columns, rows, levels))


def text_workbook(title: str, rows: Sequence[Sequence[str]]) -> bytes:
    """Return a workbook with one sheet of texts, named `title`; the first row is its head, the first column wide."""
    return _packed(title, _text_sheet(rows))


def _packed(title: str, sheet: Iterator[str]) -> bytes:
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relationships(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        f'<sheet name="{escape(_title(title), {_QUOTE: "&quot;"})}" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _relationships(("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml")),
        "xl/styles.xml": _styles(),
        "xl/worksheets/sheet1.xml": "".join(sheet),
    }
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name), text.encode(), zipfile.ZIP_DEFLATED)
    return content.getvalue()


def _sheet(columns: Sequence[Column], rows: Sequence[dict[Column, str]], levels: Sequence[int]) -> Iterator[str]:
    yield f'{_XML}<worksheet xmlns="{_MAIN}"><sheetPr><outlinePr summaryBelow="0"/></sheetPr>'
    yield '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" '
    yield 'state="frozen"/></sheetView></sheetViews><cols>'
    for place, column in enumerate(columns, 1):
        width = _WIDTHS.get(column, 17 if column in DATES else 11)
        yield f'<col min="{place}" max="{place}" width="{width}" customWidth="1"/>'
    yield '</cols><sheetData><row r="1">'
    lettered = [(_letters(place), column) for place, column in enumerate(columns)]
    yield "".join(_text(f"{letters}1", column.value, _BOLD) for letters, column in lettered)
    yield "</row>"
    for number, (row, level) in enumerate(zip(rows, levels, strict=True), 2):
        outline = f' outlineLevel="{min(level - 1, _MOST_OUTLINE)}"' if level > 1 else ""
        yield f'<row r="{number}"{outline}>'
        for letters, column in lettered:
            if value := row.get(column, ""):
                yield _cell(f"{letters}{number}", column, value, level)
        yield "</row>"
    yield "</sheetData></worksheet>"


def _text_sheet(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield f'{_XML}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0"><pane xSplit="1" ySplit="1" '
    yield 'topLeftCell="B2" activePane="bottomRight" state="frozen"/></sheetView></sheetViews>'
    yield '<cols><col min="1" max="1" width="48" customWidth="1"/></cols><sheetData>'
    for number, row in enumerate(rows, 1):
        cells = (
            _text(f"{_letters(place)}{number}", value, _BOLD if number == 1 else 0)
            for place, value in enumerate(row)
            if value
        )
        yield f'<row r="{number}">{"".join(cells)}</row>'
    yield "</sheetData></worksheet>"


def _title(text: str) -> str:
    """Return a text as Excel lets a sheet be called."""
    return "".join(letter for letter in text if letter not in "[]:*?/\\").strip("' ")[:31] or "Sheet"


def _cell(reference: str, column: Column, value: str, level: int) -> str:
    if column in DATES and not value.endswith(" 00:00"):
        days = (datetime.fromisoformat(value) - _SERIAL_START).total_seconds() / 86400
        if days >= _FIRST_SERIAL:
            return f'<c r="{reference}" s="{_DATE}"><v>{days!r}</v></c>'
    if column in _NUMBERS:
        return f'<c r="{reference}"><v>{value}</v></c>'
    if column is Column.NAME:
        return _text(reference, value, _FIRST_INDENT + min(level - 1, _MOST_INDENT))
    return _text(reference, value, _WRAPPED if column is Column.NOTES else 0)


def _text(reference: str, value: str, style: int) -> str:
    text = escape(value[:MOST_TEXT])
    return f'<c r="{reference}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def _letters(place: int) -> str:
    letters = ""
    number = place + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _styles() -> str:
    plain = 'fontId="0" fillId="0" borderId="0" xfId="0"'
    indents = "".join(
        f'<xf numFmtId="0" {plain} applyAlignment="1"><alignment indent="{level}"/></xf>'
        for level in range(_MOST_INDENT + 1)
    )
    return (
        f'{_XML}<styleSheet xmlns="{_MAIN}"><numFmts count="1">'
        '<numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/></numFmts>'
        '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/>'
        '<name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill>'
        '<patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/>'
        f'<diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
        f'</cellStyleXfs><cellXfs count="{_FIRST_INDENT + _MOST_INDENT + 1}"><xf numFmtId="0" {plain}/>'
        f'<xf numFmtId="164" {plain} applyNumberFormat="1"/>'
        '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
        f'<xf numFmtId="0" {plain} applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>{indents}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )


def _content_types() -> str:
    overrides = "".join(
        f'<Override PartName="/xl/{path}.xml" ContentType="{_TYPE}.{kind}+xml"/>'
        for path, kind in (("workbook", "sheet.main"), ("worksheets/sheet1", "worksheet"), ("styles", "styles"))
    )
    return (
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        f'ContentType="application/xml"/>{overrides}</Types>'
    )


def _relationships(*targets: tuple[str, str]) -> str:
    parts = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{parts}</Relationships>'
