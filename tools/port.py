"""Say at once when the port that `make run` is to serve on is taken, before anything slow begins: `port.py 8000`."""

import errno
import socket
import sys

from progress import fail


def main(port: str) -> None:
    """End with a clear message unless 127.0.0.1:`port` can be listened on."""
    if not (port.isdecimal() and 0 < int(port) < 65536):
        fail(f"PORT={port} is not a port; say a number from 1 to 65535.")
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", int(port)))
        except OSError as error:
            fail(_message(port, error))


def _message(port: str, error: OSError) -> str:
    if error.errno == errno.EACCES:
        return f"Port {port} needs administrator's rights. Choose one above 1023:\n\n    make run PORT=8000"
    if error.errno == errno.EADDRINUSE:
        other = int(port) + 1
        return (
            f"Port {port} is taken by another program. Stop that one, or choose another:\n\n    make run PORT={other}"
        )
    return f"Port {port} cannot be listened on: {error.strerror}."


if __name__ == "__main__":
    main(sys.argv[1])
