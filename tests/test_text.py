"""Text stays as typed, loses only what no file can hold, and is found without its accents."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slp_core.errors import InvalidInput
from slp_core.text import clean, limited, search_key

CLEANED = {
    "a vertical tab and a control character (EXP-03)": ("Meet at gate\x0bB, kr 4\x16 000", "Meet at gateB, kr 4 000"),
    "a NUL": ("Tb\x00ilisi", "Tbilisi"),
    "an escape": ("\x1b[31mred", "[31mred"),
    "half a character": ("a\ud800b", "ab"),
    "what XML forbids": ("a\ufffeb\uffffc", "abc"),
    "line breaks and tabs stay": ("one\n\ttwo", "one\n\ttwo"),
    "line breaks of Windows": ("one\r\ntwo", "one\ntwo"),
    "outer spaces": ("  Tbilisi \n", "Tbilisi"),
    "spaces behind a control character": ("\x00 Tbilisi", "Tbilisi"),
    "nothing left": ("\x00 \x07", ""),
}
KEPT = {
    "an apostrophe": "Pat O'Bryan",
    "a curly apostrophe": "Siobhan O’Neill",
    "one name": "Wayan",
    "one letter": "U Ko",
    "a hyphen": "Smith-Jones",
    "diacritics": "María José Díaz Peña",
    "right to left": "تدريب الشرطة في تونس",
    "right to left between marks": "\u202bتدريب\u202c 2027",
    "Georgian": "თბილისი",
    "a family": "👩\u200d👩\u200d👧",
    "a decomposed accent": "e\u0301",
    "double quotes": '"quoted" “curly”',
    "markup": "<script>alert('x')</script>",
    "a formula": "=HYPERLINK(1)",
    "SQL": "Robert'); DROP TABLE person;--",
}


@pytest.mark.parametrize(("typed", "kept"), CLEANED.values(), ids=CLEANED)
def test_what_no_file_can_hold_is_taken_out(typed, kept):
    assert clean(typed) == kept


@pytest.mark.parametrize("typed", KEPT.values(), ids=KEPT)
def test_names_and_every_script_are_kept_exactly_as_typed(typed):
    assert clean(typed) == typed


@settings(deadline=None)
@given(st.text(st.characters()))
def test_cleaned_text_is_clean_and_its_letters_are_those_typed(typed):
    kept = clean(typed)
    assert clean(kept) == kept
    assert not [c for c in kept if unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t"]
    assert [c for c in kept if c.isalnum()] == [c for c in typed if c.isalnum()]


FOUND = {  # DTA-08
    "a curly apostrophe": ("Siobhan O’Neill", "oneill"),
    "a straight apostrophe": ("Pat O'Bryan", "obryan"),
    "a prime for an apostrophe": ("Pat O′Bryan", "obryan"),
    "a wide apostrophe": ("Pat O＇Bryan", "obryan"),
    "half rings": ("Saʿd al-Dīn ʾAnwar", "sad al-din anwar"),
    "accents": ("María José Díaz Peña", "diaz pena"),
    "decomposed accents": ("Jose\u0301", "José"),
    "a country": ("Côte d’Ivoire", "cote d'ivoire"),
    "capitals": ("Tbilisi", "TBILISI"),
    "spaces": ("María   José", " maria jose "),
    "a no-break space": ("22\u00a0Feb", "22 feb"),
    "a sharp s": ("Weiß", "WEISS"),
    "an Uzbek okina": ("Oʻzbekiston", "ozbekiston"),
    "Greek": ("Αθήνα", "αθηνα"),
    "one letter": ("U Ko", "u"),
}


@pytest.mark.parametrize(("name", "asked"), FOUND.values(), ids=FOUND)
def test_a_search_finds_a_name_without_its_accents_apostrophes_and_capitals(name, asked):
    assert search_key(asked) in search_key(name)


@pytest.mark.parametrize(
    ("a", "b"), [("Niger", "Nigeria"), ("Pena", "Penal"), ("Smith-Jones", "Smith Jones"), ("", "x")]
)
def test_different_names_keep_different_keys(a, b):
    assert search_key(a) != search_key(b)


LATIN = st.text(st.characters(max_codepoint=0x24F, categories=["L", "Zs"]))


@settings(deadline=None)
@given(LATIN)
def test_a_search_key_is_its_own_key_whatever_the_form_of_the_accents(name):
    key = search_key(name)
    assert search_key(unicodedata.normalize("NFD", name)) == key
    assert key == key.strip() and "  " not in key


def test_text_of_the_longest_length_fits_and_one_character_more_is_refused_not_cut():
    assert limited("x" * 200, 200, "title") == "x" * 200
    with pytest.raises(InvalidInput) as refusal:
        limited("x" * 201, 200, "title")
    assert refusal.value.context["field"] == "title" and refusal.value.hint


def test_a_refusal_tells_how_long_the_text_is_without_repeating_it():
    with pytest.raises(InvalidInput, match="5,000\u00a0characters; at most 200") as refusal:
        limited("x" * 5000, 200, "title")
    assert len(refusal.value.message) < 100


def test_length_is_measured_after_cleaning():
    assert limited(" \x00x\x00 ", 1, "title") == "x"
