import socket

import pytest

import port


def test_a_taken_port_is_told_with_what_to_type(capsys):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        with pytest.raises(SystemExit):
            port.main(str(taken))
    message = capsys.readouterr().err
    assert f"Port {taken} is taken" in message
    assert "make run PORT=" in message


@pytest.mark.parametrize("word", ["", "eighty", "0", "65536", "-1"])
def test_what_is_no_port_is_refused(word, capsys):
    with pytest.raises(SystemExit):
        port.main(word)
    assert "from 1 to 65535" in capsys.readouterr().err
