"""Texts with the characters that break in transit, and at the length that a field may have."""

import unicodedata

import pytest

from contract_tests.judging.requests import RequestReader
from contract_tests.sending.marks import bears, numbered
from contract_tests.target.texts import (
    PLAIN_START,
    is_free_text,
    longest_texts,
    telling_text,
    units,
    with_line_break,
)
from scripts.spec.reading import load_spec
from tests.judging.exchanges import exchange

LIMIT = 200


def test_a_telling_text_has_what_breaks_in_transit() -> None:
    text = telling_text({"type": "string"})
    for part in ("<b>", '"', "'", "&", "&amp;", "%", "%41", "+", "\\", "/", "  ", "é", "e\u0301", "試験", "🪪"):
        assert part in text, part
    assert text not in (unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text))


def test_a_telling_text_is_promised_to_be_accepted() -> None:
    """Nothing about it is published nowhere: no control characters, no blanks around it."""
    sent = exchange("createProductionTest", 201, {}, sent={"title": telling_text({"type": "string"})})
    assert RequestReader(load_spec()).read(sent).documented
    assert telling_text({"type": "string"}) == telling_text({"type": "string"}).strip()


def test_what_a_line_break_gets_is_published_nowhere() -> None:
    text = with_line_break({"type": "string"})
    assert text is not None
    sent = exchange("createProductionTest", 201, {}, sent={"title": "T", "description": text})
    assert RequestReader(load_spec()).read(sent).odd


def test_the_mark_of_a_run_stands_in_the_place_of_plain_words() -> None:
    assert len(numbered("contract 0a1b2c3d", 99999)) < len(PLAIN_START)


@pytest.mark.parametrize("limit", [1, 5, 40, 140, 10_000])
def test_a_telling_text_fits_the_length(limit: int) -> None:
    text = telling_text({"type": "string", "maxLength": limit})
    assert 0 < units(text) <= limit
    assert "<" in text
    broken = with_line_break({"type": "string", "maxLength": limit})
    assert broken is None or units(broken) <= limit


def test_the_longest_texts_differ_in_how_they_are_counted() -> None:
    """None has more than the limit in units of UTF-16: whether that is accepted is published nowhere."""
    plain, wide, accented = longest_texts(LIMIT)
    assert (len(plain), units(plain), len(plain.encode())) == (LIMIT, LIMIT, LIMIT)
    assert (len(wide), units(wide)) == (LIMIT - 1, LIMIT)
    assert len(wide.encode()) > LIMIT
    assert (len(accented), units(accented), len(accented.encode())) == (LIMIT, LIMIT, LIMIT + 1)


@pytest.mark.parametrize("keyword", ["enum", "format", "pattern", "x-extensible-enum"])
def test_a_text_of_some_form_is_not_free(keyword: str) -> None:
    assert is_free_text({"type": "string", "maxLength": 5})
    assert not is_free_text({"type": "string", keyword: "any"})


def test_a_mark_is_known_however_what_stands_behind_it_was_altered() -> None:
    assert bears("contract 0a1b2c3d 7 &lt;b&gt;", "contract 0a1b2c3d 7 <b>")
    assert bears("contract 0a1b2c3d 7", "contract 0a1b2c3d 7 <b>")
    assert not bears("contract 0a1b2c3d 71 <b>", "contract 0a1b2c3d 7 <b>")
    # Nobody alters what is not there: this is somebody's copy.
    assert not bears("contract 0a1b2c3d 7 (copy)", "contract 0a1b2c3d 7")
    assert not bears(None, "contract 0a1b2c3d 7 <b>")
