from __future__ import annotations

from pathlib import Path

import pytest

from playground.live import files as module
from playground.live.files import component_files, source


def test_a_file_is_found_by_its_name_in_whatever_room_it_stands() -> None:
    assert component_files()["connection.js"].parent.name == "static"
    assert component_files()["diagram.js"].parent.name == "perceptron"
    assert source("figure.html", "diagram.html").startswith(source("figure.html"))


def test_two_files_of_one_name_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in ("live/static", "ui/somewhere"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "same.js").touch()
    monkeypatch.setattr(module, "PACKAGE", tmp_path)
    with pytest.raises(ValueError, match=r"have one name: .*same\.js"):
        component_files.__wrapped__()
