"""The built files: when they are built again, and what a catalogue gives."""

import gettext
from pathlib import Path

import pytest

from tools import assets

CATALOGUE = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "Municipality"
msgstr "Kommun"

#, fuzzy
msgid "County"
msgstr "Kommun"
"""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    catalogue = tmp_path / assets.LOCALE / "sv/LC_MESSAGES/django.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text(CATALOGUE, encoding="utf-8")
    (tmp_path / "frontend/src").mkdir(parents=True)
    (tmp_path / "frontend/src/site.css").write_text("a {}")

    def run_npm(folder: Path, *arguments: str) -> None:
        bundle = tmp_path / assets.BUNDLE / "site.css"
        bundle.parent.mkdir(parents=True, exist_ok=True)
        bundle.write_text((folder / "src/site.css").read_text())

    monkeypatch.setattr(assets, "run_npm", run_npm)
    return tmp_path


def test_build_makes_bundle_and_catalogue_and_is_fresh(root: Path) -> None:
    assert not assets.is_fresh(root)
    assets.build_if_stale(root)
    assert assets.is_fresh(root)
    assert (root / assets.BUNDLE / "site.css").read_text() == "a {}"
    with (root / assets.LOCALE / "sv/LC_MESSAGES/django.mo").open("rb") as stream:
        texts = gettext.GNUTranslations(stream)
    assert texts.gettext("Municipality") == "Kommun"
    assert texts.gettext("County") == "County"


@pytest.mark.parametrize("changed", ["frontend/src/site.css", f"{assets.LOCALE}/sv/LC_MESSAGES/django.po"])
def test_changed_source_is_stale_and_built_again(root: Path, changed: str) -> None:
    assets.build_if_stale(root)
    with (root / changed).open("a") as stream:
        stream.write("\n")
    assert not assets.is_fresh(root)
    assets.build_if_stale(root)
    assert assets.is_fresh(root)


def test_new_source_is_stale(root: Path) -> None:
    assets.build_if_stale(root)
    (root / "frontend/src/new.js").write_text("")
    assert not assets.is_fresh(root)


def test_missing_output_is_stale(root: Path) -> None:
    assets.build_if_stale(root)
    (root / assets.BUNDLE / "site.css").unlink()
    assert not assets.is_fresh(root)


@pytest.mark.parametrize("made", ["frontend/node_modules/x/index.js", "frontend/.theme/theme.css"])
def test_files_made_by_the_build_are_no_sources(root: Path, made: str) -> None:
    assets.build_if_stale(root)
    (root / made).parent.mkdir(parents=True)
    (root / made).write_text("")
    assert assets.is_fresh(root)


def test_failed_build_leaves_no_record(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assets.build_if_stale(root)
    (root / "frontend/src/site.css").write_text("b {}")

    def fail(folder: Path, *arguments: str) -> None:
        raise assets.BuildError("no")

    monkeypatch.setattr(assets, "run_npm", fail)
    with pytest.raises(assets.BuildError):
        assets.build_if_stale(root)
    (root / "frontend/src/site.css").write_text("a {}")
    assert not assets.is_fresh(root)


def test_changed_catalogue_leaves_the_front_end_alone(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assets.build_if_stale(root)
    source = root / assets.LOCALE / "sv/LC_MESSAGES/django.po"
    source.write_text(CATALOGUE.replace("Kommun", "Stad"), encoding="utf-8")
    monkeypatch.delattr(assets, "run_npm")
    assets.build_if_stale(root)
    assert b"Stad" in source.with_suffix(".mo").read_bytes()


@pytest.mark.parametrize(("version", "enough"), [("v20.11.0", True), ("v18.19.0", False), ("", False)])
def test_node_counts_only_when_recent_enough(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: str, enough: bool
) -> None:
    for name in ("node", "npm"):
        (tmp_path / name).write_text(f"#!/bin/sh\necho {version}\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert assets.node_on_path() is enough
