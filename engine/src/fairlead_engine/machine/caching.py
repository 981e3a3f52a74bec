"""Where compiled kernels are kept between processes."""

import os
import tempfile
from functools import cache
from hashlib import blake2b
from pathlib import Path

_PACKAGE = Path(__file__).parent.parent


@cache
def cache_directory() -> Path:
    """Return the directory, made if need be, of the compiled kernels of this very source.

    Numba renews a kernel when its own file changes but not when one that it calls does, so the name holds a
    digest of all. The package's own folder may be read-only: then the user's cache, at last a temporary one.
    `NUMBA_CACHE_DIR` in the environment goes before both.
    """
    name = f"fairlead-engine-{_digest()}"
    for parent in _parents():
        directory = parent / name
        try:
            directory.mkdir(mode=0o700, parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=directory):
                return directory
        except OSError:
            continue
    return Path(tempfile.mkdtemp(prefix=name))


def is_cache_warm() -> bool:
    """Return whether every kernel of this source has been compiled into the cache."""
    return (cache_directory() / "warm").exists()


def mark_cache_warm() -> None:
    """Note that every kernel of this source has been compiled into the cache."""
    (cache_directory() / "warm").touch()


def _parents() -> list[Path]:
    chosen = os.environ.get("NUMBA_CACHE_DIR")
    if chosen:
        return [Path(chosen)]
    return [_PACKAGE / "__pycache__", Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser()]


def _digest() -> str:
    digest = blake2b(digest_size=8)
    for path in (*sorted(_PACKAGE.rglob("*kernels.py")), *sorted((_PACKAGE / "machine").glob("*.py"))):
        digest.update(path.read_bytes())
    return digest.hexdigest()
