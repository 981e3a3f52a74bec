"""Small XLSX workbooks as Excel saves them, written where they are needed."""

import io
import zipfile
from xml.sax.saxutils import escape

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STYLES = (
    f'<styleSheet {MAIN}><numFmts count="2"><numFmt numFmtId="165" formatCode="dd/mm/yyyy\\ hh:mm"/>'
    '<numFmt numFmtId="166" formatCode="0&quot; days&quot;"/></numFmts><cellXfs count="6">'
    '<xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="165"/><xf numFmtId="9"/><xf numFmtId="166"/>'
    '<xf numFmtId="0"><alignment indent="2"/></xf></cellXfs></styleSheet>'
)
DAY, MOMENT, PERCENT, DAYS, INDENTED = 1, 2, 3, 4, 5


def archive(parts, method=zipfile.ZIP_DEFLATED):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", method) as file:
        for name, text in parts.items():
            file.writestr(name, text)
    return content.getvalue()


def sheet(*rows):
    """Return a worksheet; a cell is a text (shared), a number, or a pair of a number or text and a style."""
    texts = []
    written = []
    for number, row in enumerate(rows, 1):
        cells = [_cell(f"{chr(65 + place)}{number}", value, texts) for place, value in enumerate(row)]
        written.append(f'<row r="{number}">{"".join(cells)}</row>')
    return f"<worksheet {MAIN}><sheetData>{''.join(written)}</sheetData></worksheet>", texts


def _cell(reference, given, texts):
    value, style = given if isinstance(given, tuple) else (given, 0)
    if value is None:
        return ""
    if isinstance(value, str):
        texts.append(value)
        return f'<c r="{reference}" s="{style}" t="s"><v>{len(texts) - 1}</v></c>'
    return f'<c r="{reference}" s="{style}"><v>{value}</v></c>'


def parts_of(*rows, book="", extra=()):
    """Return the members of a workbook with one sheet of `rows`, and sheets of `extra` rows before it."""
    made, shared = [], []
    for one in (*extra, rows):
        text, texts = sheet(*one)
        for number in range(len(texts) - 1, -1, -1):
            text = text.replace(f't="s"><v>{number}</v>', f't="s"><v>#{number + len(shared)}</v>')
        made.append(text.replace("<v>#", "<v>"))
        shared += texts
    sheets = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="rId{n}"/>' for n in range(1, len(made) + 1))
    rels = "".join(
        f'<Relationship Id="rId{n}" Type="x" Target="worksheets/sheet{n}.xml"/>' for n in range(1, len(made) + 1)
    )
    items = "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in shared)
    return {
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.xml": f'<workbook {MAIN} xmlns:r="{OFFICE}">{book}<sheets>{sheets}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f"<Relationships {RELS}>{rels}</Relationships>",
        "xl/styles.xml": STYLES,
        "xl/sharedStrings.xml": f"<sst {MAIN}>{items}</sst>",
        **{f"xl/worksheets/sheet{n}.xml": text for n, text in enumerate(made, 1)},
    }


def xlsx(*rows, **more):
    return archive(parts_of(*rows, **more))
