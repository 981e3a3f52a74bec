from pathlib import Path

from documented import unnamed

CLI = 'parser.add_parser("schedule")'


def house(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return root


def test_a_setting_that_the_docs_do_not_name_is_told(tmp_path):
    root = house(tmp_path, {"server/src/fairlead/config/settings.py": 'flag("FAIRLEAD_DEBUG")'})
    assert list(unnamed(root)) == ["settings.md does not name the setting FAIRLEAD_DEBUG"]


def test_a_longer_name_does_not_count_as_the_shorter(tmp_path):
    files = {
        "server/src/fairlead/config/settings.py": 'flag("FAIRLEAD_HOST")',
        "docs/reference/settings.md": "`FAIRLEAD_HOSTS`",
    }
    assert list(unnamed(house(tmp_path, files))) == ["settings.md does not name the setting FAIRLEAD_HOST"]


def test_commands_of_both_packages_are_looked_for(tmp_path):
    files = {
        "server/src/fairlead/demo/management/commands/demo.py": "",
        "server/src/fairlead/demo/management/commands/__init__.py": "",
        "engine/src/fairlead_engine/cli/arguments.py": CLI,
        "docs/reference/commands.md": "`fairlead demo`",
    }
    assert list(unnamed(house(tmp_path, files))) == ["commands.md does not name the command fairlead-engine schedule"]


def test_a_walk_needs_its_page_its_test_and_its_line_in_the_architecture(tmp_path):
    files = {"server/tests/walks/test_move_a_bar.py": "", "docs/walks/import-a-file.md": ""}
    assert list(unnamed(house(tmp_path, files))) == [
        "docs/walks/move-a-bar.md is missing: there is a test of this walk",
        "docs/walks/import-a-file.md has no server/tests/walks/test_import_a_file.py",
        "ARCHITECTURE.md does not name the walk docs/walks/import-a-file.md",
    ]
