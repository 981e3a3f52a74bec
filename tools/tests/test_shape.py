from pathlib import Path

from shape import LIMIT, faults


def test_a_file_past_its_limit_is_named_with_its_length(tmp_path: Path) -> None:
    (tmp_path / "long.py").write_text("\n" * (LIMIT + 1))
    (tmp_path / "short.py").write_text("\n" * LIMIT)
    assert list(faults(tmp_path, [Path("long.py"), Path("short.py")])) == [
        f"long.py: {LIMIT + 1} lines, at most {LIMIT}"
    ]


def test_a_module_named_utils_is_refused(tmp_path: Path) -> None:
    (tmp_path / "utils.py").write_text("")
    assert list(faults(tmp_path, [Path("utils.py")])) == ["utils.py: name it for what it holds"]
