from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from playground.i18n import (
    LANGUAGES,
    N_,
    _,
    language,
    n_,
    preferred_language,
    set_language,
    with_french_spaces,
)
from playground.paths import LESSONS, ROOT
from playground.ui.menu import ENTRIES
from tests.tools import load_tool

LOCALE = ROOT / "playground" / "locale"
OTHERS = [code for code in LANGUAGES if code != "en"]
FIELDS = re.compile(r"{[^{}]*}")


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    yield
    set_language("en")


@pytest.fixture(scope="module", name="catalogue")
def fixture_catalogue() -> ModuleType:
    """The tool that keeps the catalogues."""
    return load_tool("catalogue")


@pytest.mark.parametrize("code", OTHERS)
def test_every_sentence_is_translated(catalogue: ModuleType, code: str) -> None:
    assert catalogue.problems(code) == []


@pytest.mark.parametrize("code", OTHERS)
def test_translations_keep_the_fields(catalogue: ModuleType, code: str) -> None:
    for message in catalogue.read(code):
        sources = message.id if isinstance(message.id, tuple) else (message.id,)
        translations = message.string if isinstance(message.string, tuple) else (message.string,)
        fields = {field for source in sources for field in FIELDS.findall(source)}
        for translation in translations if message.id else ():
            assert set(FIELDS.findall(translation)) == fields, message.id


@pytest.mark.parametrize("code", OTHERS)
def test_translations_keep_the_markdown(catalogue: ModuleType, code: str) -> None:
    for message in catalogue.read(code):
        if isinstance(message.id, str) and message.id:
            for mark in ("**", "`", "$"):
                assert message.string.count(mark) == message.id.count(mark), message.id


def test_the_tool_notices_a_missing_sentence(catalogue: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    more = catalogue.extracted()
    more.add("A sentence that nobody translated.")
    monkeypatch.setattr(catalogue, "extracted", lambda: more)
    assert "fr: untranslated: A sentence that nobody translated." in catalogue.problems("fr")


@pytest.fixture(name="copied")
def fixture_copied(catalogue: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the French catalogue, in a copy that the tool takes for the project's."""
    shutil.copytree(LOCALE, tmp_path / "locale")
    monkeypatch.setattr(catalogue, "LOCALE", tmp_path / "locale")
    return tmp_path / "locale" / "fr" / "LC_MESSAGES"


def test_the_tool_notices_what_is_not_compiled(catalogue: ModuleType, copied: Path) -> None:
    assert catalogue.problems("fr") == []
    source = copied / "playground.po"
    source.write_text(source.read_text("utf-8").replace('"Apprentissage"', '"Formation"'), "utf-8")
    assert catalogue.problems("fr") == ["fr: not compiled; run python tools/catalogue.py"]
    (copied / "playground.mo").unlink()
    assert catalogue.problems("fr") == ["fr: not compiled; run python tools/catalogue.py"]


def test_another_version_of_babel_changes_nothing(
    catalogue: ModuleType, copied: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (copied / "playground.po").read_bytes()
    monkeypatch.setattr("babel.messages.catalog.VERSION", "99.0")
    monkeypatch.setattr("babel.messages.catalog.get_plural", lambda locale: (3, "(n > 99)"))
    assert catalogue.problems("fr") == []
    catalogue.update("fr")
    assert (copied / "playground.po").read_bytes() == before
    assert catalogue.problems("fr") == []


def test_the_header_tells_real_values(catalogue: ModuleType) -> None:
    header = (LOCALE / "fr" / "LC_MESSAGES" / "playground.po").read_text("utf-8").split("\n\n")[0]
    assert "neural-playground" in header
    for template in ("PROJECT", "ORGANIZATION", "EMAIL@ADDRESS", "FULL NAME", "YEAR-MO-DA", "LL@li.org", "Babel"):
        assert template not in header


def test_the_tool_extracts_sentences_of_pages_and_package(catalogue: ModuleType) -> None:
    sentences = {message.id for message in catalogue.extracted()}
    assert {"Test points", "A network learns a spiral", "must be at least {ge}"} <= sentences
    assert (" (and {n} more problem)", " (and {n} more problems)") in sentences


@pytest.mark.parametrize("page", sorted(ENTRIES.keys() - {"lecture"}))  # a map, no lesson
def test_lessons_have_the_same_parts_in_each_language(page: str) -> None:
    def headings(code: str) -> list[int]:
        text = (LESSONS / code / f"{page}.md").read_text("utf-8")
        return [len(marks) for marks in re.findall(r"^(#+) ", text, re.MULTILINE)]

    assert headings("en")
    for code in OTHERS:
        assert headings(code) == headings("en")


def test_lessons_are_in_their_languages() -> None:
    names = {code: sorted(path.name for path in (LESSONS / code).iterdir()) for code in LANGUAGES}
    assert all(listed == names["en"] for listed in names.values())
    assert "neurone" in (LESSONS / "fr" / "perceptron.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Pourquoi ? Voir « ceci » : oui !", "Pourquoi\u202f? Voir «\u00a0ceci\u00a0»\u00a0: oui\u202f!"),
        ("**Fin :** {share} % ; 5 %", "**Fin\u00a0:** {share}\u202f%\u202f; 5\u202f%"),
        ("Ici :material/add: et a :b", "Ici :material/add: et a :b"),
    ],
)
def test_french_signs_stay_with_their_word(text: str, written: str) -> None:
    assert with_french_spaces(text) == written
    assert with_french_spaces(written) == written


def test_no_french_line_breaks_before_a_sign() -> None:
    set_language("fr")
    assert _("Question: {question}") == "Question\u00a0: {question}"
    set_language("en")


def test_english_at_first() -> None:
    assert language() == "en"
    assert _("Training loss") == "Training loss"


def test_french() -> None:
    set_language("fr")
    assert language() == "fr"
    assert _("Training") == "Apprentissage"
    assert _("Not in the catalogue") == "Not in the catalogue"
    set_language("en")
    assert _("Training") == "Training"


@pytest.mark.parametrize("code", LANGUAGES)
def test_sentences_that_depend_on_a_number(code: str) -> None:
    set_language(code)
    sentences = [n_("**{n} parameter** to learn", "**{n} parameters** to learn", n).format(n=n) for n in (1, 2)]
    assert sentences[0].replace("1", "2") != sentences[1]


def test_marking_a_sentence_does_not_translate_it() -> None:
    set_language("fr")
    assert N_("Training") == "Training"


@pytest.mark.parametrize("code", ["", "de", "FR", "fr-CA", "../fr", "<b>"])
def test_an_unknown_language_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match="is not one of en, fr") as refused:
        set_language(code)
    assert repr(code) in str(refused.value)
    assert language() == "en"


def test_a_language_belongs_to_its_thread() -> None:
    set_language("fr")
    seen: list[str] = []
    thread = threading.Thread(target=lambda: seen.append(language()))
    thread.start()
    thread.join()
    assert (seen, language()) == (["en"], "fr")


@pytest.mark.parametrize(
    ("locale", "code"),
    [
        (None, "en"),
        ("", "en"),
        ("en", "en"),
        ("en-US", "en"),
        ("fr", "fr"),
        ("fr-CA", "fr"),
        ("fr-FR", "fr"),
        ("FR", "fr"),
        ("fr_FR.UTF-8", "fr"),
        ("fr_BE@euro", "fr"),
        ("de-DE", "en"),
        ("frr", "en"),
        ("C.UTF-8", "en"),
        ("-", "en"),
    ],
)
def test_the_language_offered_for_a_locale(locale: str | None, code: str) -> None:
    assert preferred_language(locale) == code
