"""The command line: `fairlead-engine schedule | level | convert | compare`, as docs/reference/commands.md says."""

import os
import sys
from collections.abc import Iterable, Sequence

from fairlead_engine.cli.arguments import parser
from fairlead_engine.errors import EngineError

INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return its exit code: 0, 1 where `compare` finds a difference, 2 after a refusal."""
    asked = parser().parse_args(arguments)
    try:
        text, code = asked.run(asked)
        _print(text)
    except BrokenPipeError:
        _be_quiet()  # whoever stops reading, as `head` does, has seen enough
        return 0
    except (EngineError, OSError) as error:
        print(f"fairlead-engine: {_words(error)}", file=sys.stderr)
        _be_quiet()
        return 2
    except KeyboardInterrupt:
        return INTERRUPTED
    return int(code)


def _print(lines: Iterable[str]) -> None:
    """Print lines in what stdout can show."""
    encoding = sys.stdout.encoding or "utf-8"
    print("\n".join(lines).encode(encoding, "replace").decode(encoding), flush=True)


def _words(error: Exception) -> str:
    reason = getattr(error, "strerror", None)
    return f"The output cannot be written: {reason.lower()}." if reason else str(error)


def _be_quiet() -> None:
    """Leave nothing to flush at the end, where it would fail once more."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        return  # stdout is no file
