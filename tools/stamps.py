"""Stamps: what was made from which content, so that a second run does nothing."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def digest_of(paths: Iterable[Path], *words: str) -> str:
    """Return a digest of `words` and of the content of `paths`, folders with all that is in them."""
    total = hashlib.sha256("\0".join(words).encode())
    for path in sorted(file for given in paths for file in _files_of(given)):
        total.update(f"\0{path}\0".encode() + path.read_bytes())
    return total.hexdigest()


def is_stamped(stamp: Path, digest: str) -> bool:
    """Say whether `stamp` holds `digest`: what it stands for was made from this very content."""
    return stamp.is_file() and stamp.read_text() == digest


def put_stamp(stamp: Path, digest: str) -> None:
    """Note in `stamp` that what it stands for is made from this content; call it last."""
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(digest)


def _files_of(path: Path) -> Iterable[Path]:
    if path.is_dir():
        return (file for file in path.rglob("*") if file.is_file() and "__pycache__" not in file.parts)
    return [path]
