"""What happens around MPXJ: how its formats are told, what is missing in words, and how far its process may go."""

import io
import os
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import fields
from pathlib import Path

import pytest

from fairlead_engine.formats import Limits
from fairlead_engine.formats.errors import BrokenArchive, TooComplex, TooLarge
from fairlead_engine.formats.mpxj import errors, foreign_of, foreign_xml_of, kinds, outside, read_mpxj
from fairlead_engine.formats.mpxj import java as machine
from formats.mpxj_files import MPX, OLE, needs_mpxj

PAGE = (Path(__file__).resolve().parents[3] / "docs/reference/formats/mpxj.md").read_text(encoding="utf-8")


def zipped(**files):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (OLE, "Microsoft Project .mpp"),
        (MPX, "MPX"),
        (b"\xac\xed\x00\x05".ljust(600), "ProjectLibre"),
        (b"SQLite format 3\0".ljust(600), "database"),
        (b"MZ".ljust(1312) + b"!Self-Extracting Primavera Project", "Primavera P3"),
        (zipped(**{"A/TESTACT.P3": b"FC\0\0" + bytes(600)}), "zipped Primavera P3"),
    ],
)
def test_a_format_is_told_by_its_content(content, name):
    assert name in foreign_of(content).name


@pytest.mark.parametrize(
    "content",
    [
        OLE + "WordDocument".encode("utf-16-le") + b"\0\0",
        b"MZ".ljust(40_000, b"\0"),
        zipped(**{"word/document.xml": b"<w/>"}),
        b"PK\x03\x04 no archive",
        b"name;start;finish".ljust(600),
    ],
)
def test_what_is_no_plan_is_not_given_to_mpxj(content):
    assert foreign_of(content) is None


@pytest.mark.parametrize(
    ("tag", "start", "name"),
    [
        ("APIBusinessObjects", b"<APIBusinessObjects>", "P6 XML"),
        ("project", b'<project name="a" company="" webLink="">', "GanttProject"),
        ("project", b'<project mrproject-version="2">', "Planner"),
        ("project", b"<project><modelVersion>4.0.0</modelVersion>", None),
        ("inventory", b"<inventory>", None),
    ],
)
def test_xml_is_told_by_its_outermost_element(tag, start, name):
    found = foreign_xml_of(start, tag)
    assert name in found.name if name else found is None


def test_without_the_extra_the_message_says_what_to_install(monkeypatch):
    monkeypatch.setattr(outside.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(errors.MpxjMissing, match=r"pip install 'fairlead-engine\[mpp\]'.*Java 17.*save it as XML"):
        read_mpxj(OLE, foreign_of(OLE), name="plan")


@pytest.fixture
def java_at(tmp_path, monkeypatch):
    """Return a function that makes a Java of some version and modules the only one on the machine."""
    monkeypatch.setattr(machine, "_USUAL", ())
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)

    def make(version, modules="java.desktop java.sql java.xml jdk.charsets"):
        (tmp_path / "release").write_text(f'JAVA_VERSION="{version}"\nMODULES="{modules}"\n')
        library = tmp_path / machine._library()
        library.parent.mkdir(parents=True)
        library.write_bytes(b"")
        monkeypatch.setenv("JAVA_HOME", str(tmp_path))

    return make


def test_a_fitting_java_is_found_by_its_own_description(java_at, tmp_path):
    java_at("21.0.2")
    found = machine.java()
    assert (found.home, found.lacks) == (tmp_path.resolve(), "")


@pytest.mark.parametrize(
    ("version", "modules", "lacks"),
    [
        ("11.0.2", "java.desktop java.sql java.xml jdk.charsets", "version 17"),
        ("1.8.0_292", "", "version 17"),
        ("17.0.1", "java.base java.desktop java.sql java.xml", "jdk.charsets"),
    ],
)
def test_a_java_that_will_not_do_is_named_with_what_it_lacks(java_at, version, modules, lacks):
    java_at(version, modules)
    assert lacks in machine.java().lacks


@needs_mpxj
def test_where_java_is_missing_or_old_the_message_says_so(java_at):
    with pytest.raises(errors.JavaMissing, match="apt-get install default-jre-headless"):
        read_mpxj(MPX, foreign_of(MPX), name="plan")
    java_at("11.0.2")
    with pytest.raises(errors.JavaUnfit, match="lacks version 17") as refusal:
        read_mpxj(MPX, foreign_of(MPX), name="plan")
    assert refusal.value.java_home == os.environ["JAVA_HOME"]


def test_archives_are_unpacked_by_us_by_plain_names_and_within_limits(tmp_path):
    database = {"../../P3/TESTACT.P3": b"FC\0\0", "C:\\temp\\b.txt": b"b"}
    content = zipped(**database)
    place = foreign_of(content).placed(content, tmp_path, 1000)
    assert sorted(each.name for each in place.iterdir()) == ["TESTACT.P3", "b.txt"]


def test_a_hostile_archive_is_refused(tmp_path):
    bomb = zipped(**{"a.P3": b"FC\0\0" + bytes(5_000_000)})
    foreign = foreign_of(bomb)
    refusals = (
        (bomb, TooLarge),
        (zipped(**{f"{number}": b"" for number in range(501)}), TooComplex),
        (bomb[:-30], BrokenArchive),
    )
    for number, (content, refusal) in enumerate(refusals):
        (tmp_path / str(number)).mkdir()
        with pytest.raises(refusal):
            foreign.placed(content, tmp_path / str(number), 1_000_000)


_CONFINED = """
import os, socket, sys
from pathlib import Path
from fairlead_engine.formats.mpxj.confinement import confine
own, other = map(Path, sys.argv[1:])
confine(folder=own, reads=[Path(sys.prefix)], memory=4 << 30, cpu_seconds=60, file_bytes=1000)
tries = {
    "network": lambda: socket.create_connection(("127.0.0.1", 9), timeout=5),
    "read": lambda: (other / "secret").read_text(),
    "write": lambda: (other / "new").write_text(""),
    "remove": lambda: (other / "secret").unlink(),
    "large": lambda: (own / "large").write_bytes(bytes(2000)),
    "own": lambda: (own / "small").write_bytes(bytes(1000)),
}
for name, attempt in tries.items():
    try:
        attempt()
        print(name)
    except ConnectionRefusedError:
        print(name)
    except OSError:
        pass
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can take files and network from a process")
def test_the_process_reaches_no_file_but_its_own_and_no_network(tmp_path):
    own, other = Path(tempfile.mkdtemp(dir=tmp_path)), Path(tempfile.mkdtemp(dir=tmp_path))
    (other / "secret").write_text("x")
    run = subprocess.run(
        [sys.executable, "-c", _CONFINED, own, other], check=True, capture_output=True, text=True, timeout=60
    )
    assert run.stdout.split() == ["own"]


def test_the_docs_name_every_refusal_limit_and_line():
    refusals = [
        each.__name__ for each in vars(errors).values() if isinstance(each, type) and each.__module__ == errors.__name__
    ]
    assert [name for name in refusals if f"`{name}`" not in PAGE or name not in errors.__doc__] == []
    limits = [each.name for each in fields(Limits) if each.name.startswith("mpxj")]
    assert [name for name in limits if f"`{name}`" not in PAGE] == []
    lines = [f"| `{kind.id}` | {kind.severity.value} | {kind.message} |" for kind in kinds.ALL]
    assert [line for line in lines if line not in PAGE] == []
