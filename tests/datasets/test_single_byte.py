"""Encodings of one byte for each character, known by letters and marks together."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playground.datasets.single_byte import single_byte_text
from playground.datasets.text_file import decode

CASES = Path(__file__).parents[1] / "cases"
CODECS = {"cp1252": "Windows-1252", "mac-roman": "Mac Roman", "iso8859-15": "ISO-8859-15", "cp850": "CP850"}
SENTENCES = {
    "fr": (
        "L’été dernier, Élodie a mangé une crème brûlée près du château de la forêt.",
        "Il n’a pas été reçu à l’hôtel où sa sœur l’attendait depuis Noël.",
        "Ça ne coûte que le goût d’être là, disait le maître du théâtre.",
        "Les élèves ont préféré l’œuvre d’un poète français au passé héroïque.",
    ),
    "en": (
        "The firm’s new product is sold in the café around the corner, and it isn’t cheap.",
        "She’d written the résumé of the naïve fiancé with the help of a friend.",
        "It’s the end of the day, and nobody in the town knows what that was.",
    ),
    "de": (
        "Die Straße ist schön, und die Bürger hören nicht auf zu grüßen.",
        "Ärger mit dem Müller ist für das Gemüt der Männer nicht gesünder.",
        "Das große Mädchen und der Bäcker wählen süße Brötchen mit Käse.",
    ),
    "es": (
        "El niño comió con su señora una piñata en el jardín de la canción.",
        "Los árboles están más allá del camino, y él habló con razón de música.",
        "La montaña es pequeña para el león que vivió en aquella región.",
    ),
    "pt": (
        "A decisão não é fácil para os irmãos que estão em São Paulo com a avó.",
        "O coração do país é também o pão de cada manhã na região das águas.",
        "As crianças põem a maçã na mão do avô, e você não está lá.",
    ),
}
WRAPPINGS = (
    "{}",
    "“{}”",
    "« {} »",
    "{} …",
    "{}…",
    "– {}",
    "{} – 25 €",
    "{} (Widget™)",
    "{} © 2024",
    "{} 21 °C",
    "{} – {}",
)


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Two to four sentences of one language, with marks around them; one at least has letters of the language."""
    language = draw(st.sampled_from(sorted(SENTENCES)))
    chosen = draw(st.lists(st.sampled_from(SENTENCES[language]), min_size=2, max_size=4))
    return "\n".join(draw(st.sampled_from(WRAPPINGS)).replace("{}", sentence) for sentence in chosen)


@pytest.mark.parametrize("codec", CODECS)
@given(text=texts())
@settings(max_examples=250, deadline=None)
def test_sentences_come_back_from_every_encoding(codec: str, text: str) -> None:
    raw = text.encode(codec, "ignore")  # not all have all marks
    written = raw.decode(codec)
    if not written.isascii():
        assert single_byte_text(raw)[0] == written


@given(texts(), st.sampled_from(sorted(CODECS)))
@settings(max_examples=100, deadline=None)
def test_digits_and_ascii_letters_are_the_same_in_all(text: str, codec: str) -> None:
    raw = text.encode(codec, "ignore")
    assert [c for c in single_byte_text(raw)[0] if c.isascii()] == [chr(byte) for byte in raw if byte < 128]


@given(st.binary(max_size=300))
def test_any_bytes_become_as_many_characters(raw: bytes) -> None:
    text, name = single_byte_text(raw)
    assert len(text) == len(raw)
    assert name in CODECS.values()


def test_a_lone_trade_mark_leaves_a_text_in_windows_1252() -> None:
    text, name = decode((CASES / "tmonly.txt").read_bytes())
    assert text.startswith("Brandname™ sells well")
    assert name == "Windows-1252"


@pytest.mark.parametrize("mark", "™®©…“”‘’–—€£•")
@pytest.mark.parametrize("codec", ["cp1252", "mac-roman"])
def test_one_kind_of_mark_is_enough_in_plain_english(mark: str, codec: str) -> None:
    wrapped = {"“": f"The {mark}best", "‘": f"The {mark}best", "€": f"It is 5 {mark} of", "£": f"It is {mark}5 of"}
    wrapped |= {
        "–": f"The cat {mark} black",
        "—": f"The cat{mark}it was",
        "•": f"{mark} The cat",
        "§": f"The law is in {mark} 5",
    }
    line = wrapped.get(mark, f"The Widget{mark}") + " and that is the end of it.\n"
    if mark == "’":
        line = "It isn’t that, and the end of it is what it was.\n"
    assert single_byte_text((line * 3).encode(codec))[0] == line * 3


def test_one_euro_sign_in_latin_9() -> None:
    text = "Le prix est de 5 € dans tous les cas, et le cœur n'y est pas.\n"
    assert decode(text.encode("iso8859-15")) == (text, "ISO-8859-15")


def test_bytes_that_mean_nothing_stay_for_the_refusal() -> None:
    assert "\x81" in single_byte_text(b"ab\x81\xfe\xffcd")[0]


def test_a_large_file_is_decided_in_a_second() -> None:
    raw = ("L’été, où la forêt brûle… " * 190_000).encode("cp1252")
    start = perf_counter()
    assert single_byte_text(raw)[1] == "Windows-1252"
    assert perf_counter() - start < 3
