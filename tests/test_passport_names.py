"""A name and the passport's name line: one person, though the line knows only A to Z (DTA-09). Names are invented."""

import pytest

from slp_core import passport_names

SAME = {
    "accents and a hyphen": ("Jiřina", "Čejková-Nová", "CEJKOVA<NOVA<<JIRINA"),
    "an apostrophe": ("Seán", "O'Connor", "OCONNOR<<SEAN"),
    "a curly apostrophe": ("Seán", "O’Connor", "OCONNOR<<SEAN"),
    "umlauts written out": ("Jürgen", "Groß", "GROSS<<JUERGEN"),
    "umlauts dropped": ("Jürgen", "Müller", "MULLER<<JURGEN"),
    "fillers behind": ("María José", "Díaz Peña", "DIAZ<PENA<<MARIA<JOSE<<<<<<"),
    "letters with strokes": ("Łukasz", "Søren", "SOEREN<<LUKASZ"),
    "one name": ("", "Wayan", "WAYAN"),
    "one name, typed as the given one": ("Wayan", "", "WAYAN"),
    "one name before fillers": ("Wayan", " ", "WAYAN<<<<<<"),
    "a whole first line": ("Jiřina", "Čejková-Nová", "P<CZECEJKOVA<NOVA<<JIRINA<<<<<<<<<<<<<<<<<<<"),
    "two spaces between names": ("María  José", "Díaz", "DIAZ<<MARIA<JOSE"),
    "a line cut at its end": (
        "Maximiliana Wilhelmine",
        "Papadopoulou-Christodoulou",
        "P<GRCPAPADOPOULOU<CHRISTODOULOU<<MAXIMILIANA",
    ),
}
OTHER = {
    "another given name": ("Jan", "Groß", "GROSS<<JUERGEN"),
    "a name that only begins so": ("Jürgen Karl", "Groß", "GROSS<<JUERGEN"),
    "a line that is longer": ("Jürgen", "Groß", "GROSS<<JUERGEN<KARL"),
    "a given name that the line has not": ("Made", "Wayan", "WAYAN"),
    "no name": ("", " ", ""),
    "one letter missing": ("Jürgen", "Gros", "GROSS<<JUERGEN"),
    "the order turned round": ("Nová", "Jiřina", "NOVA<<JIRINA"),
}


@pytest.mark.parametrize(("given", "family", "line"), SAME.values(), ids=SAME)
def test_a_line_that_spells_the_name_matches(given, family, line):
    assert passport_names.matches(given, family, line)


@pytest.mark.parametrize(("given", "family", "line"), OTHER.values(), ids=OTHER)
def test_a_line_of_another_name_does_not(given, family, line):
    assert not passport_names.matches(given, family, line)


def test_a_name_of_many_umlauts_is_compared_at_once():
    assert passport_names.matches("", "ü" * 60, "UE" * 60) and not passport_names.matches("", "ü" * 60, "UE" * 59)
