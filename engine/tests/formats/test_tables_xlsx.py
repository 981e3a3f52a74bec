import io
import random
import struct
import zipfile
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead_engine.formats import Limits, ReadError, read
from fairlead_engine.formats.errors import BrokenArchive, NothingToRead, TooComplex, TooLarge, UnknownFormat, UnsafeXml
from fairlead_engine.formats.native import write_native
from fairlead_engine.units import instant_of
from formats.xlsx_file import DAY, DAYS, INDENTED, MAIN, MOMENT, PERCENT, archive, parts_of, xlsx

HEAD = ["Task Name", "Duration", "Start", "Finish", "% Complete", "Predecessors"]
MARCH_2 = 46083  # days from 1899-12-30 to 2026-03-02
ROWS = [
    HEAD,
    ["Site", None, (MARCH_2, DAY), (MARCH_2 + 4, DAY), (0, PERCENT), None],
    [("dig", INDENTED), (2, DAYS), (MARCH_2 + 1 / 3, MOMENT), (MARCH_2 + 1 + 17 / 24, MOMENT), (0.5, PERCENT), None],
    [("pour", INDENTED), "3d", "2026-03-04", "2026-03-06", 0.0, 2.0],
]


def at(day, hour=8):
    return instant_of(datetime(2026, 3, day, hour))


def said(result):
    return {line.kind: line.count for line in result.report.lines}


def test_a_workbook_as_excel_saves_it_is_read():
    plan = read(xlsx(*ROWS)).plan
    site, dig, pour = plan.tasks
    assert (dig.parent, pour.parent, dig.duration, pour.duration) == ("1", "1", 960, 1440)
    assert (plan.filed["1"].start, plan.filed["1"].finish) == (at(2), at(6, 17))
    assert (plan.filed["2"].start, plan.filed["2"].finish) == (at(2), at(3, 17))
    assert (dig.percent_complete, site.percent_complete) == (50, 0)
    assert (plan.links[0].predecessor, plan.links[0].successor) == ("2", "3")


def test_the_sheet_that_looks_like_a_table_of_tasks_is_taken():
    result = read(xlsx(*ROWS, extra=([["Budget", "Year"], [1.0, 2026.0]],)))
    assert len(result.plan.tasks) == 3
    assert said(result)["other_sheets"] == 1


def test_dates_may_count_from_1904():
    parts = parts_of(
        HEAD, ["dig", None, (MARCH_2 - 1462, DAY), (MARCH_2 - 1462, DAY)], book='<workbookPr date1904="1"/>'
    )
    assert read(archive(parts)).plan.projects[0].start == at(2)


def test_groups_of_rows_formulas_errors_and_texts_in_runs():
    rows = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>Name</t></is></c>'
        '<c r="C1" t="inlineStr"><is><t>Duration</t></is></c></row>'
        '<row r="2"><c r="A2" t="s"><v>0</v></c><c r="C2" t="str"><f>1+1</f><v>2d</v></c></row>'
        '<row r="5" outlineLevel="1"><c t="inlineStr"><is><t>dig</t></is></c><c r="C5" t="e"><v>#REF!</v></c></row>'
        '<row r="6" outlineLevel="1"><c r="A6" t="s"><v>99</v></c><c r="C6"><v>x</v></c></row>'
    )
    parts = parts_of(HEAD)
    parts["xl/worksheets/sheet1.xml"] = f"<worksheet {MAIN}><sheetData>{rows}</sheetData></worksheet>"
    parts["xl/sharedStrings.xml"] = f"<sst {MAIN}><si><r><t>Si</t></r><r><t>te</t></r><rPh><t>ph</t></rPh></si></sst>"
    result = read(archive(parts))
    assert [(each.name, each.parent) for each in result.plan.tasks] == [("Site", None), ("dig", "1")]
    assert result.plan.tasks[0].duration == 960
    assert said(result)["unreadable_values"] == 3


def test_texts_within_cells_have_runs_and_blanks_but_not_their_pronunciation():
    runs = "<r><t>Gara</t></r><r><t>ge</t></r><rPh sb='0' eb='1'><t>gah</t></rPh>"
    rows = (
        '<row><c t="inlineStr"><is><t>Name</t></is></c><c t="inlineStr"><is><t> Duration </t></is></c></row>'
        f'<row r="2"><c t="inlineStr"><is>{runs}</is></c><c><v> 1.5 </v></c></row>'
        '<row r="3"><c t="inlineStr"><is><t xml:space="preserve">  dig</t></is></c></row>'
    )
    sheet = f"<worksheet {MAIN}><sheetData>{rows}</sheetData></worksheet>"
    tasks = read(archive(parts_of(HEAD) | {"xl/worksheets/sheet1.xml": sheet})).plan.tasks
    assert [(each.name, each.parent, each.duration) for each in tasks] == [("Garage", None, 720), ("dig", "1", 480)]


def test_a_row_of_very_many_cells_without_references_is_refused():
    rows = f"<row>{'<c><v>1</v></c>' * 16_385}</row>"
    sheet = f"<worksheet {MAIN}><sheetData>{rows}</sheetData></worksheet>"
    with pytest.raises(TooComplex, match="columns"):
        read(archive(parts_of(HEAD) | {"xl/worksheets/sheet1.xml": sheet}))


def test_p6_says_its_headings_twice():
    rows = [["task_code", "task_name", "target_drtn_hr_cnt"], ["Activity ID", "Activity Name", "Original Duration"]]
    result = read(xlsx(*rows, ["A1", "dig", 2.0]))
    assert [each.name for each in result.plan.tasks] == ["dig"]
    assert said(result)["repeated_headings"] == 1


def test_a_zip_that_is_no_workbook_is_refused():
    with pytest.raises(UnknownFormat, match="zip"):
        read(archive({"readme.txt": "x" * 600}))


def test_a_bomb_is_unpacked_no_further_than_the_limit():
    parts = parts_of(*ROWS)
    parts["xl/worksheets/sheet1.xml"] = "<worksheet>" + " " * 30_000_000
    with pytest.raises(TooLarge):
        read(archive(parts), limits=Limits(max_bytes=1_000_000))


def test_all_members_together_are_unpacked_no_further_than_the_limit():
    parts = parts_of(*ROWS)
    parts["xl/sharedStrings.xml"] += " " * 600_000
    parts["xl/styles.xml"] += " " * 600_000
    with pytest.raises(TooLarge):
        read(archive(parts), limits=Limits(max_bytes=1_000_000))


def test_a_long_text_that_very_many_cells_share_is_refused():
    row = '<row><c t="s"><v>0</v></c><c><v>1</v></c></row>'
    parts = parts_of(*ROWS)
    parts["xl/sharedStrings.xml"] = f"<sst {MAIN}><si><t>{'x' * 9_000}</t></si></sst>"
    parts["xl/worksheets/sheet1.xml"] = f"<worksheet {MAIN}><sheetData>{row * 200}</sheetData></worksheet>"
    with pytest.raises(TooComplex, match="characters in cells"):  # 1.8 million, out of a few thousand bytes
        read(archive(parts), limits=Limits(max_bytes=1_000_000))


def test_an_archive_of_very_many_files_is_refused():
    many = archive(parts_of(*ROWS) | {f"f{number}": "" for number in range(5_100)}, zipfile.ZIP_STORED)
    with pytest.raises(TooComplex, match="files"):
        read(many)


def test_entities_in_a_workbook_are_refused():
    parts = parts_of(*ROWS)
    parts["xl/workbook.xml"] = '<!DOCTYPE x [<!ENTITY a "b">]>' + parts["xl/workbook.xml"]
    with pytest.raises(UnsafeXml):
        read(archive(parts))


@pytest.mark.parametrize(
    ("limits", "what"), [({"max_elements": 8}, "elements|cells"), ({"max_tasks": 0, "max_elements": 900}, "tasks")]
)
def test_more_than_any_table_needs_is_refused(limits, what):
    rows = [HEAD, *(["x", "1d"] for _ in range(120))]
    with pytest.raises(TooComplex, match=what):
        read(xlsx(*rows), limits=Limits(**limits))


@pytest.mark.parametrize("cell", ["ZZZZ1", "XFE1", "A0", "1", "a1", ""])
def test_odd_references_of_cells_cost_nothing(cell):
    parts = parts_of(*ROWS)
    sheet = parts["xl/worksheets/sheet1.xml"].replace('r="C3"', f'r="{cell}"')
    outcome(archive(parts | {"xl/worksheets/sheet1.xml": sheet}))


def test_an_encrypted_or_oddly_packed_member_is_refused():
    content = bytearray(xlsx(*ROWS))
    place = content.rindex(b"PK\x01\x02")
    while place >= 0:
        struct.pack_into("<H", content, place + 8, 1)  # the flag of encryption
        place = content.rfind(b"PK\x01\x02", 0, place)
    with pytest.raises(BrokenArchive):
        read(bytes(content))


def test_a_workbook_without_sheets_is_refused():
    parts = parts_of(*ROWS)
    parts["xl/_rels/workbook.xml.rels"] = "<Relationships/>"
    with pytest.raises(NothingToRead):
        read(archive(parts))


def outcome(content):
    try:
        plan = read(content, limits=Limits(max_bytes=2_000_000)).plan
    except ReadError as refusal:
        return str(refusal)
    assert read(write_native(plan)).plan == plan
    return plan


WHOLE = xlsx(*ROWS)


@given(st.integers(0, len(WHOLE)))
def test_a_workbook_cut_anywhere_is_refused(length):
    assert isinstance(outcome(WHOLE[:length]), str) or length == len(WHOLE)


@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), min_size=1, max_size=8))
def test_a_workbook_with_changed_bytes_is_read_or_refused(changes):
    content = bytearray(WHOLE)
    for place, value in changes:
        content[place] = value
    outcome(bytes(content))


@given(st.randoms(use_true_random=False), st.integers(1, 8))
def test_a_workbook_with_changed_xml_is_read_or_refused(chance, count):
    parts = parts_of(*ROWS)
    for _ in range(count):
        name = chance.choice(sorted(parts))
        pieces = parts[name].split('"') if chance.random() < 0.6 else parts[name].split(">")
        mark = '"' if '"'.join(pieces) == parts[name] else ">"
        pieces[chance.randrange(len(pieces))] = chance.choice(
            ["", "-1", "999999999999", "NaN", "A1", "\x85", "1e999", "<x/"]
        )
        parts[name] = mark.join(pieces)
    outcome(archive(parts))


ODD = [
    "",
    "-1",
    "1e999",
    "NaN",
    "9" * 40,
    "9999-12-31",
    "0001-01-01",
    "2026-02-30",
    "12FS+2d",
    "1FS+",
    "50%",
    "[50%]",
    "=x",
]
ODD += [
    "\x85",
    "\u2028",
    "٣",
    "1_000",
    "²",
    "½",
    "3d",
    "-3d",
    '"',
    "'",
    ";",
    "\t",
    "\U0001f3d7",
    "1.1.1",
    "yes",
    "Ana[1e9%]",
]
CSV = "ID,Level,WBS,Name,Parent,Duration,Start,Finish,Predecessors,Resources,Work,% complete,Mode,Constraint"


@given(st.randoms(use_true_random=False), st.integers(1, 30))
def test_a_csv_with_odd_values_is_read_or_refused(chance, count):
    rows = [
        [str(number), "1", f"{number}", f"t{number}", "", "2d", "2026-03-02", "2026-03-03", "", "Ana", "8h"]
        for number in range(8)
    ]
    for _ in range(count):
        row = chance.choice(rows)
        row[chance.randrange(len(row))] = chance.choice(ODD)
    lines = [CSV, *(",".join(row) for row in rows)]
    if chance.random() < 0.2:
        chance.shuffle(lines)
    outcome("\n".join(lines).encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize("seed", range(3))
def test_the_same_table_is_read_the_same_twice(seed):
    chance = random.Random(seed)
    rows = [HEAD, *([chance.choice(ODD) for _ in HEAD] for _ in range(10))]
    content = xlsx(*rows)
    assert outcome(content) == outcome(content)
    assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None
