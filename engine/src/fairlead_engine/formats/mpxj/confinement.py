"""What a process that runs foreign code on a stranger's file takes from itself, before it opens that file.

Each measure stands alone: where the system lacks one, the others hold. All of it is for good and for children too.
"""

import ctypes
import os
import signal
import sys
from collections.abc import Iterable
from pathlib import Path

if sys.platform != "win32":
    import resource

_PR_SET_PDEATHSIG = 1
_PR_SET_NO_NEW_PRIVS = 38
_CLONE_NEWUSER = 0x1000_0000
_CLONE_NEWNET = 0x4000_0000
# Landlock's system calls have the same numbers on every architecture: linux/landlock.h.
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_VERSION_FLAG = 1
_PATH_BENEATH = 1
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
_READING = _EXECUTE | _READ_FILE | _READ_DIR
_FILE_RIGHTS = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 4: (1 << 15) - 1, 5: (1 << 16) - 1}
_OF_FILES = _EXECUTE | _WRITE_FILE | _READ_FILE
_TCP_BIND_AND_CONNECT = 0b11
_SYSTEM = ("/usr", "/lib", "/lib32", "/lib64", "/bin", "/etc", "/opt", "/nix", "/proc", "/sys", "/dev")


def confine(*, folder: Path, reads: Iterable[Path], memory: int, cpu_seconds: int, file_bytes: int) -> None:
    """Leave this process `folder` to write in, `reads` and the system's files to read, and no network.

    It may use `memory` bytes of addresses and `cpu_seconds` of all processors, and write files of `file_bytes`. It ends
    when the one that started it ends.
    """
    if sys.platform == "win32":
        return
    _bound(resource.RLIMIT_CORE, 0)
    _bound(resource.RLIMIT_CPU, cpu_seconds)
    _bound(resource.RLIMIT_FSIZE, file_bytes)
    _bound(resource.RLIMIT_NOFILE, 512)
    # Other systems count shared libraries and reserved addresses otherwise, or not at all.
    if sys.platform == "linux":
        _bound(resource.RLIMIT_AS, memory)
        libc = ctypes.CDLL(None, use_errno=True)
        libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        _leave_network(libc)
        _close_files(libc, folder, reads)


def _bound(what: int, most: int) -> None:
    _, hard = resource.getrlimit(what)
    if hard != resource.RLIM_INFINITY:
        most = min(most, hard)
    resource.setrlimit(what, (most, most))


def _leave_network(libc: ctypes.CDLL) -> None:
    """Move to a network of our own that has no way out; as root at once, else as root of a namespace of our own."""
    if libc.unshare(_CLONE_NEWNET) != 0:
        libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET)


class _Ruleset(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("net", ctypes.c_uint64))


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed", ctypes.c_uint64), ("parent", ctypes.c_int32))


def _close_files(libc: ctypes.CDLL, folder: Path, reads: Iterable[Path]) -> None:
    """Restrict this process by Landlock, as far as the kernel's version of it goes; see landlock(7)."""
    version = libc.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), _VERSION_FLAG)
    if version < 1:
        return
    rights = _FILE_RIGHTS[min(version, 5)]
    ruleset = _Ruleset(rights, _TCP_BIND_AND_CONNECT)
    size = ctypes.sizeof(ruleset) if version >= 4 else ctypes.sizeof(ctypes.c_uint64)
    rules = libc.syscall(_CREATE_RULESET, ctypes.byref(ruleset), ctypes.c_size_t(size), 0)
    if rules < 0:
        return
    for path in (*map(Path, _SYSTEM), *reads):
        _allow(libc, rules, path, _READING & rights)
    _allow(libc, rules, folder, rights)
    _allow(libc, rules, Path("/dev/null"), (_READ_FILE | _WRITE_FILE) & rights)
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    libc.syscall(_RESTRICT_SELF, rules, 0)
    os.close(rules)


def _allow(libc: ctypes.CDLL, rules: int, path: Path, rights: int) -> None:
    try:
        opened = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    allowed = rights if path.is_dir() else rights & _OF_FILES
    libc.syscall(_ADD_RULE, rules, _PATH_BENEATH, ctypes.byref(_Beneath(allowed, opened)), 0)
    os.close(opened)
