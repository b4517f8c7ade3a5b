"""What is said of one person and never kept is found in any disguise, and what only looks like it stays."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slp_core.errors import InvalidInput
from slp_core.sensitive import found, has_passport_number, has_social_security_number, within, without
from slp_core.text import limited

# --- Social Security numbers; all of these are invented, or the ones that SSA itself printed as examples

SECRET = {
    "dashes": "219-09-9999",
    "dots": "219.09.9999",
    "spaces": "219 09 9999",
    "no-break spaces": "219\u00a009\u00a09999",
    "no-break hyphens": "219\u201109\u20119999",
    "en dashes": "219–09–9999",
    "full-width digits": "２１９-０９-９９９９",
    "in a sentence": "His number is 219-09-9999, ask him.",
    "in brackets": "Ann (219-09-9999)",
    "at the end of a line": "number\n219-09-9999\nnext line",
    "behind letters": "SSN219-09-9999",
    "behind another number": "room 12 219-09-9999",
    "before another number": "219-09-9999 12",
    "behind a date": "2027-02-22 219-09-9999",
    "nine digits called by name": "SSN 219099999",
    "with a colon": "ssn: 219099999",
    "with a hash": "SSN#219099999",
    "with dots": "S.S.N. 219099999",
    "spelled out": "Social Security number 219099999",
    "spelled out over a line's words": "social security no. is 219099999",
    "shortened": "Soc. Sec. 219099999",
    "joined": "Social-Security: 219099999",
    "called, and grouped in two ways": "SSN 219-099999",
    "called, with another number behind": "SSN 219 09 9999 2 copies",
    "the last of the lower areas": "665-09-9999",
    "the first area behind 666": "667-09-9999",
    "the highest area": "899-09-9999",
    "the lowest area": "001-01-0001",
}
HARMLESS = {
    "a phone number": "202-555-0143",
    "a phone number with dots": "202.555.0143",
    "a phone number in brackets": "(202) 555-0143",
    "a phone number with the country": "+1 202 555 0143",
    "a phone number abroad": "+502 23 2640",
    "a phone number abroad in four parts": "+383 38 595 9300",
    "a ZIP code": "62701-1234",
    "a ZIP code in an address": "801 S 7th St, Springfield, IL 62703-2487",
    "a case number": "06-8108",
    "a docket": "No. 1:06-cv-08108",
    "a day": "2027-02-22",
    "a day in other order": "22-02-2027",
    "two days": "2027-02-22 2027-03-05",
    "a reference of ours": "E-2027-014/2",
    "an expert": "X-219",
    "nine digits of something else": "Order 219099999",
    "a DUNS number": "DUNS 219099999",
    "an employer's number": "EIN 21-9099999",
    "an area of zeros": "000-12-3456",
    "area 666": "666-12-3456",
    "area 900": "900-12-3456",
    "a taxpayer's number of area 987": "987-65-4321",
    "a taxpayer's number called wrongly": "SSN 987654321",
    "a group of zeros": "219-00-9999",
    "a serial of zeros": "219-09-0000",
    "two separators": "219-09 9999",
    "too short": "219-09-999",
    "too long": "219-09-99990",
    "a part of a longer number": "4-219-09-9999",
    "a part of a longer number at its end": "219-09-9999-1",
    "behind a digit": "1219-09-9999",
    "an amount": "$219,099,999",
    "coordinates": "41.7151, 44.8271",
    "an account of ten digits behind a word": "SSN 2190999990",
    "a word with those letters in it": "lessn 219099999",
    "a session": "Session 219099999",
    "a word and no number": "Never write an SSN here; social security numbers are refused.",
    "a word, and a day": "The Social Security office opens on 2027-02-22 at 09:00.",
    "a name": "Pat O'Bryan",
    "nothing": "",
}


@pytest.mark.parametrize("typed", SECRET.values(), ids=SECRET)
def test_what_looks_like_a_social_security_number_is_refused_and_not_repeated(typed):
    with pytest.raises(InvalidInput) as refusal:
        limited(typed, 200, "notes")
    assert refusal.value.context == {"field": "notes"} and refusal.value.hint
    assert "9999" not in refusal.value.message + refusal.value.hint


@pytest.mark.parametrize("typed", HARMLESS.values(), ids=HARMLESS)
def test_other_numbers_are_kept(typed):
    assert not has_social_security_number(typed)
    assert limited(typed, 200, "notes") == typed


@settings(deadline=None)
@given(st.integers(1, 899), st.integers(1, 99), st.integers(1, 9999), st.sampled_from("-. "))
def test_every_number_that_was_ever_issued_is_found_and_no_other_area_is(area, group, serial, mark):
    written = f"{area:03}{mark}{group:02}{mark}{serial:04}"
    assert has_social_security_number(f"see {written}.") is (area != 666)
    assert not has_social_security_number(f"see {area + 900 if area < 100 else 0:03}{mark}{group:02}{mark}{serial:04}.")


def test_a_long_text_is_searched_at_once():
    assert not has_social_security_number("ssn " * 5000 + "1 2 " * 5000 + "social " * 3000)


PASSPORTS = {
    "nine digits": "Passport 543210987",
    "a letter and eight digits": "his passport no. A12345678",
    "of another country": "passport number: KJ1234567",
    "in full-width digits": "passport \uff15\uff14\uff13\uff12\uff11\uff10\uff19\uff18\uff17",
}
NO_PASSPORTS = {
    "a day": "Passport valid until 2031-05-01",
    "a page count": "Passport: 4 blank pages, renewed in 2026",
    "another word": "Order 543210987 placed; the passport comes later",
    "a phone number": "Passport desk: 202-555-0143",
}


@pytest.mark.parametrize("typed", PASSPORTS.values(), ids=PASSPORTS)
def test_the_number_of_a_passport_is_refused_and_not_repeated(typed):
    with pytest.raises(InvalidInput, match="number of a passport") as refusal:
        limited(typed, 100, "note")
    assert not any(char.isdecimal() for char in refusal.value.message)


@pytest.mark.parametrize("typed", NO_PASSPORTS.values(), ids=NO_PASSPORTS)
def test_what_is_no_passport_number_stays(typed):
    assert limited(typed, 100, "note") == typed


def test_where_papers_are_spoken_of_a_number_that_could_be_one_needs_no_word():
    assert has_passport_number("543210987", bare=True) and has_passport_number("ref A12345678", bare=True)
    assert not has_passport_number("543210987")
    assert not has_passport_number("ECC-2027-000123", bare=True)
    with pytest.raises(InvalidInput, match="passport"):
        limited("A12345678", 100, "reference", papers=True)


ILL = ("He suffers from diabetes.", "X-005 has severe asthma", "Diagnosis: epilepsy", "she was diagnosed", "ICD-10 E11")
NOT_ONE_PERSON = (
    "Course on inmates diagnosed with HIV", "The service suffers from a lack of judges", "Georgia has HIV programs",
    "Mental health courts and depression", "Cancer research ministry visited",
)  # fmt: skip


@pytest.mark.parametrize("typed", ILL)
def test_what_one_person_suffers_from_is_refused_and_not_repeated(typed):
    with pytest.raises(InvalidInput, match="suffers from") as refusal:
        limited(typed, 100, "note")
    assert typed not in refusal.value.message


@pytest.mark.parametrize("typed", NOT_ONE_PERSON)
def test_what_is_said_of_no_one_person_stays(typed):
    assert limited(typed, 100, "topic") == typed


def test_an_illness_alone_is_found_where_papers_are_spoken_of():
    assert found("insulin for diabetes", papers=True) and not found("insulin for diabetes")
    assert not found("Yellow fever vaccine on 3 May, fit to travel", papers=True)


def test_of_a_draft_what_is_never_kept_is_left_out_and_nothing_else():
    draft = {"notes": "passport 543210987", "items": [{"what": "SSN 123456789", "price": 12}], "place": "Tbilisi"}
    assert within(draft)
    assert without(draft) == {"notes": "", "items": [{"what": "", "price": 12}], "place": "Tbilisi"}
    assert not within(without(draft))


HELD = {  # what is found, in words
    "a card in groups": ("paid by 4111 1111 1111 1111", "the number of a payment card"),
    "a card without groups": ("5555555555554444", "the number of a payment card"),
    "a card of fifteen digits": ("3782 822463 10005", "the number of a payment card"),
    "an account": ("IBAN GB82 WEST 1234 5698 7654 32", "the number of a bank account"),
    "a birth in numbers": ("DOB: 01/02/1980", "the day of somebody's birth"),
    "a birth in words": ("she was born on 2 January 1980", "the day of somebody's birth"),
    "an invisible letter within": ("123\u200b-45-6789", "a U.S. Social Security number"),
    "spaces around the dashes": ("123 - 45 - 6789", "a U.S. Social Security number"),
    "a passport in Spanish": ("pasaporte AB123456", "the number of a passport"),
    "a passport in groups": ("passport C 1234 5678", "the number of a passport"),
}


@pytest.mark.parametrize(("typed", "what"), HELD.values(), ids=HELD)
def test_other_numbers_of_a_person_are_found_by_their_own_form(typed, what):
    assert found(typed) == what


STAYS = {
    "sixteen digits that are no card's": "4111 1111 1111 1112",
    "a hash": "a4111111111111111b" + "0" * 46,
    "a key": "0f8a4111-1111-4111-8111-111111111111",
    "an account that does not add up": "GB82 WEST 1234 5698 7654 33",
    "a year of birth": "born 1980, served since 2001",
    "a validity": "passport valid until 2031-05-06",
    "an office's phone": "passport office +1 202 555 0100",
}


@pytest.mark.parametrize("typed", STAYS.values(), ids=STAYS)
def test_what_only_looks_like_such_a_number_stays(typed):
    assert not found(typed)
