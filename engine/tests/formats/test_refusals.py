import gzip
import time

import pytest

from fairlead_engine.formats import Limits, ReadError, read
from fairlead_engine.formats.errors import (
    BrokenArchive,
    BrokenXml,
    CannotOpen,
    EmptyFile,
    NothingToRead,
    TooComplex,
    TooLarge,
    UnknownFormat,
    UnsafeXml,
    WrongEncoding,
)
from formats.mspdi_file import NAMESPACE, elements, link, mspdi, read_text, task

HOUSE = mspdi(task(1, "Dübel"), task(2, PredecessorLink=link(1)))


@pytest.mark.parametrize("content", [b"", b"\n \t", b"\0\0\0\0", b"\xef\xbb\xbf"])
def test_an_empty_file_is_refused(content):
    with pytest.raises((EmptyFile, UnknownFormat)):
        read(content)


@pytest.mark.parametrize(
    ("content", "looks_like"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1...." + "Workbook".encode("utf-16-le") + b"\0\0", "old Office document"),
        (b"PK\x03\x04....", "zip"),
        (b"%PDF-1.7", "PDF"),
        (b"<html><body/></html>", "web page"),
        (b"<project/>", "GanttProject"),
        (b"<Project xmlns='urn:other'/>", "another kind"),
        (b"<inventory/>", "inventory"),
    ],
)
def test_other_formats_are_refused_by_what_they_look_like(content, looks_like):
    with pytest.raises(UnknownFormat, match=looks_like):
        read(content)


def test_what_looks_like_nothing_known_is_refused():
    with pytest.raises(UnknownFormat, match="not a plan in a format that is read"):
        read(b"neither name nor start")


def test_a_path_is_read_whatever_its_name_ends_in(tmp_path):
    path = tmp_path / "house.dat"
    path.write_text(mspdi(task(1), Title=None), encoding="utf-8")
    assert read(path).plan.name == read(str(path)).plan.name == "house"


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(CannotOpen, match="no such file"):
        read(tmp_path / "none.xml")
    with pytest.raises(CannotOpen):
        read(tmp_path)
    with pytest.raises(CannotOpen):
        read("a\0b")


def test_a_file_above_the_limit_is_refused_before_it_is_read_whole(tmp_path):
    path = tmp_path / "big.xml"
    with path.open("wb") as file:
        file.truncate(60_000_000)
    with pytest.raises(TooLarge, match=r"60 MB, more than the 50 MB") as refusal:
        read(path)
    assert refusal.value.size == 60_000_000
    with pytest.raises(TooLarge):
        read(HOUSE.encode(), limits=Limits(max_bytes=100))


def test_compressed_input_is_read_only_where_that_is_allowed():
    packed = gzip.compress(HOUSE.encode())
    with pytest.raises(UnknownFormat, match="compressed"):
        read(packed)
    assert len(read(packed, limits=Limits(allows_gzip=True)).plan.tasks) == 2


def test_a_compressed_bomb_is_unpacked_no_further_than_the_limit():
    with pytest.raises(TooLarge):
        read(gzip.compress(b" " * 10_000_000), limits=Limits(allows_gzip=True, max_bytes=100_000))


@pytest.mark.parametrize("damage", [lambda packed: packed[:-20], lambda packed: packed[:30] + b"x" * 40])
def test_damaged_compressed_input_is_refused(damage):
    with pytest.raises(BrokenArchive):
        read(damage(gzip.compress(HOUSE.encode())), limits=Limits(allows_gzip=True))


def test_a_file_cut_off_is_refused_with_the_place():
    with pytest.raises(BrokenXml, match="cut off") as refusal:
        read(HOUSE.encode()[:-40])
    assert refusal.value.line == 2


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "latin-1", "cp1252"])
def test_every_common_encoding_is_read(encoding):
    name = {"utf-8-sig": "utf-8", "utf-16-le": "utf-16", "utf-16-be": "utf-16", "cp1252": "windows-1252"}.get(
        encoding, encoding
    )
    mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(encoding, b"")
    content = mark + HOUSE.replace("UTF-8", name).encode(encoding)
    assert read(content).plan.tasks[0].name == "Dübel"


@pytest.mark.parametrize(
    "content",
    [
        HOUSE.encode("latin-1"),
        HOUSE.replace("UTF-8", "klingon").encode(),
        HOUSE.replace("UTF-8", "gb2312").encode("gb2312", "replace"),
        HOUSE.replace("UTF-8", "UTF-16").encode(),
    ],
)
def test_bytes_that_are_not_in_the_encoding_claimed_are_refused(content):
    with pytest.raises(WrongEncoding, match="Save it again as UTF-8"):
        read(content)


BOMB = """<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;">]>"""
OUTSIDE = """<!DOCTYPE p [<!ENTITY secret SYSTEM "file:///etc/passwd">]>"""


@pytest.mark.parametrize(
    "head", [BOMB, OUTSIDE, '<!DOCTYPE Project SYSTEM "http://example.org/x.dtd">', "<!DOCTYPE p>"]
)
def test_a_document_type_is_refused(head):
    with pytest.raises(UnsafeXml, match="document type"):
        read(f"{head}<Project xmlns='{NAMESPACE}'><Title>&b;</Title></Project>".encode())


def test_an_entity_is_refused():
    with pytest.raises(UnsafeXml, match="entities"):
        read_text(mspdi(task(1)).replace("dig", "&secret;"))


def test_the_entities_of_xml_itself_are_read():
    result = read_text(mspdi(task(1)).replace("dig", "a &lt; b &amp; &#233;"))
    assert result.plan.tasks[0].name == "a < b & é"


def test_an_instruction_to_include_another_file_is_refused():
    include = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="/etc/passwd"/>'
    with pytest.raises(UnsafeXml, match="include"):
        read_text(mspdi(task(1).replace("</Task>", f"{include}</Task>")))


@pytest.mark.parametrize(
    ("extra", "limits", "what"),
    [
        ("<a>" * 100 + "</a>" * 100, {}, "levels"),
        ("<Views>" + "<a/>" * 100 + "</Views>", {"max_elements": 90}, "elements"),
        ("<Views><View>" + "<a><b>1</b></a>" * 100 + "</View></Views>", {"max_record_elements": 90}, "one record"),
        (f"<Subject>{'x' * 2000}</Subject>", {"max_text": 1000}, "one text"),
        (f'<Subject a="{"x" * 2000}"/>', {"max_attributes": 1000}, "attributes"),
        ("".join(f"<t{n}/>" for n in range(10_010)), {}, "different kinds"),
        ("", {"max_tasks": 1}, "tasks"),
        ("", {"max_calendars": 0}, "calendars"),
    ],
)
def test_more_than_any_plan_needs_is_refused(extra, limits, what):
    with pytest.raises(TooComplex, match=what):
        read_text(mspdi(task(1), task(2), extra=extra), **limits)


@pytest.mark.parametrize(
    "filler", [b'<Project a="' + b"x" * 8_000_000, b"<!--" + b"x" * 8_000_000, b"<" + b"P" * 8_000_000]
)
def test_one_endless_piece_of_xml_is_refused_soon(filler):
    started = time.process_time()
    with pytest.raises(ReadError):
        read(filler)
    assert time.process_time() - started < 5


def test_a_namespace_prefix_or_none_at_all_is_read():
    plain = HOUSE.replace(f' xmlns="{NAMESPACE}"', "")
    prefixed = (
        f'<p:Project xmlns:p="{NAMESPACE}"><p:StartDate>2026-03-02T08:00:00</p:StartDate><p:Tasks><p:Task>'
        "<p:UID>1</p:UID><p:Duration>PT8H0M0S</p:Duration></p:Task></p:Tasks></p:Project>"
    )
    assert len(read_text(plain).plan.tasks) == 2
    assert len(read_text(prefixed).plan.tasks) == 1


def test_a_project_with_nothing_in_it_is_refused():
    with pytest.raises(NothingToRead):
        read_text(f"<Project xmlns='{NAMESPACE}'>{elements(Tasks='')}</Project>")


def test_a_refusal_says_what_happened_in_whole_sentences():
    for content in (b"", b"x", HOUSE.encode()[:-9], OUTSIDE.encode() + b"<Project/>"):
        with pytest.raises(ReadError) as refusal:
            read(content)
        assert str(refusal.value).endswith(".")
