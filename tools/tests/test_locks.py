"""The locks hold what the packages ask for, each archive by its hash, and name no registry."""

import json
import re
import tomllib

import pytest

from stamps import ROOT

LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
NAME = re.compile(r"[A-Za-z0-9._-]+")


def locked_names(text: str) -> set[str]:
    return {line.split("==")[0].lower() for line in text.splitlines() if "==" in line and not line.startswith(" ")}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_each_locked_package_has_hashes_and_no_host(lock):
    text = lock.read_text()
    entries = re.split(r"^(?=\S+==)", text, flags=re.MULTILINE)[1:]
    assert entries
    assert all("--hash=sha256:" in entry for entry in entries)
    assert "://" not in text


@pytest.mark.parametrize("package", ["engine", "server"])
def test_what_a_package_asks_for_is_locked(package):
    project = tomllib.loads((ROOT / package / "pyproject.toml").read_text())["project"]
    asked = {NAME.match(line)[0].lower() for line in project["dependencies"]} - {"fairlead-engine"}
    assert asked <= locked_names((ROOT / "requirements/run.txt").read_text())


def test_what_reading_mpp_asks_for_is_locked_in_step_with_the_rest():
    project = tomllib.loads((ROOT / "engine/pyproject.toml").read_text())["project"]
    asked = {NAME.match(line)[0].lower() for line in project["optional-dependencies"]["mpp"]}
    text, dev = ((ROOT / f"requirements/{name}.txt").read_text() for name in ("mpp", "dev"))
    versions = re.compile(r"^(\S+)==(\S+)", re.MULTILINE)
    assert asked <= locked_names(text)
    assert set(versions.findall(text)) - set(versions.findall(dev)) <= {
        (name, version) for name, version in versions.findall(text) if name in asked
    }


def test_developing_uses_the_versions_that_run():
    run = (ROOT / "requirements/run.txt").read_text()
    dev = (ROOT / "requirements/dev.txt").read_text()
    versions = re.compile(r"^(\S+==\S+)", re.MULTILINE)
    assert set(versions.findall(run)) <= set(versions.findall(dev))


def test_the_node_lock_has_a_digest_for_each_package_and_no_address():
    packages = json.loads((ROOT / "web/package-lock.json").read_text())["packages"]
    assert all("integrity" in entry for path, entry in packages.items() if path)
    assert not any("resolved" in entry for entry in packages.values())


def test_each_library_has_its_line():
    page = (ROOT / "docs/adr/dependencies.md").read_text()
    sources = [ROOT / "requirements" / f"{name}.in" for name in ("run", "dev", "bench", "node", "postgres")]
    asked = {
        NAME.match(line)[0] for source in sources for line in source.read_text().splitlines() if line[:1].isalpha()
    }
    for package in ("engine", "server"):
        project = tomllib.loads((ROOT / package / "pyproject.toml").read_text())["project"]
        extras = [line for lines in project.get("optional-dependencies", {}).values() for line in lines]
        asked |= {NAME.match(line)[0] for line in (*project["dependencies"], *extras)} - {"fairlead-engine"}
    web = json.loads((ROOT / "web/package.json").read_text())
    asked |= set(web["dependencies"]) | set(web["devDependencies"])
    assert sorted(name for name in asked if not re.search(rf"[ |,]{re.escape(name)}[ ,|]", page)) == []
