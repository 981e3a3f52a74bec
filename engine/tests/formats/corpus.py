"""Where the collection of real schedule files is, and its files with what their program had stored."""

import gzip
import json
import os
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parents[3]
FOLDER = Path(os.environ.get("FAIRLEAD_CORPUS") or HERE.parent / "shared" / "data") / "schedules"
FILES = sorted((FOLDER / "files").glob("*.xml*")) if FOLDER.is_dir() else []
XER_FILES = sorted((FOLDER / "files").glob("*.xer")) if FOLDER.is_dir() else []


def of_corpus(test):
    """Run `test` once per Microsoft Project file of the collection; skip it, saying so, where there is none."""
    return _of(FILES, test)


def of_xer_corpus(test):
    """Run `test` once per P6 export of the collection; skip it, saying so, where there is none."""
    return _of(XER_FILES, test)


def _of(files, test):
    marked = pytest.mark.parametrize("path", files or [None], ids=lambda path: path.name[:3] if path else "none")(test)
    return pytest.mark.corpus(pytest.mark.skipif(not files, reason=f"no schedule files in {FOLDER}")(marked))


def content_of(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


def oracle_of(path: Path) -> dict:
    stem = path.name.split(".")[0]
    return json.loads(content_of(next((FOLDER / "oracle").glob(f"{stem}.json*"))))
