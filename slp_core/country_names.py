"""Which country a name or code means: exactly one, a question, or a reason why none. Never the nearest guess."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from .air import AIRPORT_COLUMNS
from .countries import Countries
from .country_forms import bracketed, fold, state_behind, state_forms, turned, unstyled
from .data_files import read_rows
from .errors import InvalidInput
from .text import clean

NEAR = 78  # percent of similarity from which a spelling is suggested, never taken
MOST_SUGGESTED = 5
LEAST_BEGUN = 3  # letters from which the beginning of a word suggests the names that hold it


class Scheme(StrEnum):
    """The code scheme that a file or person says it uses. Two letters alone do not tell: GA is Gabon or The Gambia."""

    ISO2 = "iso2"
    ISO3 = "iso3"
    NUMERIC = "numeric"  # ISO 3166 numeric, held of the program's countries alone
    FIPS = "fips"  # FIPS 10-4, as State's advisory tags use it: GG is Georgia, GE nothing


SCHEME_WORDS = {
    Scheme.ISO2: "ISO 3166 alpha-2",
    Scheme.ISO3: "ISO 3166 alpha-3",
    Scheme.NUMERIC: "ISO 3166 numeric",
    Scheme.FIPS: "FIPS 10-4",
}


class Candidate(NamedTuple):
    """A country that may be meant, and what speaks for it."""

    code: str
    label: str
    why: str


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a text means: a country's code; or none, with the reason and the countries to ask about."""

    text: str
    code: str | None
    reason: str = ""
    candidates: tuple[Candidate, ...] = ()

    @property
    def hint(self) -> str:
        """What to write instead."""
        *others, last = [f"{candidate.label} ({candidate.code})" for candidate in self.candidates] or [""]
        if others:
            return f"Write which one: {', '.join(others)} or {last}."
        return f"If {last} is meant, write that." if last else "Write the country's name as State does."


@dataclass(frozen=True)
class CountryNames:
    """Every name and code of every country, and the regions and U.S. states that are none."""

    countries: Countries
    labels: dict[str, str]  # code -> the name on screens
    codes: dict[Scheme, dict[str, str]]  # scheme -> code in it -> ours
    names: dict[str, frozenset[str]]  # folded name -> the countries it may mean
    demonyms: dict[str, frozenset[str]]
    regions: frozenset[str]
    states: dict[str, str] = field(repr=False)  # folded name or code -> the state's label: "Georgia, US"
    cities: dict[str, frozenset[str]] = field(repr=False)  # folded name -> the countries that have such a city

    def meaning(self, text: str, scheme: Scheme | None = None) -> Meaning:
        """What a text means; with a scheme it is read as a code of that scheme and as nothing else."""
        typed = clean(text)
        if not typed:
            return Meaning(text, None, "The country is missing.")
        if scheme:
            return self._by_code(typed, scheme)
        steps = (self._by_name, self._by_any_code, self._by_style, self._by_brackets, self._by_people)
        return next(filter(None, (step(typed) for step in steps)), None) or self._suggested(typed)

    def of_any(self, text: str, scheme: Scheme | None = None) -> str:
        """The code of the country meant. Raises InvalidInput that says why not, or what to choose from."""
        found = self.meaning(text, scheme)
        if found.code is None:
            raise InvalidInput(found.reason, hint=found.hint, field="country")
        return found.code

    def of_program(self, text: str, scheme: Scheme | None = None) -> str:
        """The code of the program country meant. Raises InvalidInput as `of_any`, and for a country outside."""
        code = self.of_any(text, scheme)
        if code not in self.countries.program:
            raise InvalidInput(
                f"{self.label(code)} is not one of the {len(self.countries.program)} countries of the program.",
                hint="A stop or venue may lie there; a need or an engagement may not.",
                field="country",
            )
        return code

    def of_priced(self, text: str) -> str:
        """The code of the country meant, of all that have a per diem rate. Raises InvalidInput as `of_any`."""
        code = self.of_any(text)
        if code not in self.countries.names:
            raise InvalidInput(
                f"{self.label(code)} has no table of per diem rates here.",
                hint="Choose the country whose table has the place.",
                field="country",
            )
        return code

    def label(self, code: str) -> str:
        return self.labels.get(code, code)

    def _by_code(self, typed: str, scheme: Scheme) -> Meaning:
        code = self.codes[scheme].get(typed.zfill(3) if scheme is Scheme.NUMERIC else typed.upper())
        return Meaning(typed, code, "" if code else f"“{typed[:40]}” is not a code of {SCHEME_WORDS[scheme]}.")

    def _by_name(self, typed: str) -> Meaning | None:
        key = fold(typed)
        if found := self._named(typed) or self.demonyms.get(key):
            return self._one_or_ask(typed, found, f"“{typed}” can mean more than one country.", "has this name")
        if key in self.regions:
            return Meaning(typed, None, f"{typed} is a region, not a country.")
        state = state_behind(key)
        if state in self.states and len(state) > 2:
            return Meaning(typed, None, f"{self.states[state]} is a U.S. state, not a country.")
        return None

    def _by_style(self, typed: str) -> Meaning | None:
        """Federative Republic of Brazil: the name behind its style; Democratic Republic of Korea is asked about."""
        found = next(filter(None, (self.names.get(unstyled(form)) for form in turned(typed))), None)
        if found is None:
            return None
        return self._one_or_ask(typed, found, f"“{typed}” can mean more than one country.", "is named")

    def _named(self, typed: str) -> frozenset[str]:
        return next((found for form in turned(typed) if (found := self.names.get(fold(form)))), frozenset())

    def _by_brackets(self, typed: str) -> Meaning | None:
        """Congo (DRC), Kosovo (XKX), Lima (Peru): the one country that both can mean; else the two are asked about."""
        parts = bracketed(typed)
        if not parts:
            return None
        if fold(parts[1]) == "country":
            return self._by_name(parts[0])
        meant = [self._named(part) or self._coded(part) for part in parts]
        if all(meant) and len(both := meant[0] & meant[1]) == 1:
            return Meaning(typed, next(iter(both)))
        known = meant[0] | meant[1]
        return Meaning(typed, None, f"“{typed[:60]}” does not name one country.", self._candidates(known, "is named"))

    def _coded(self, typed: str) -> frozenset[str]:
        found = (self.codes[scheme].get(typed.upper()) for scheme in (Scheme.ISO3, Scheme.ISO2))
        return frozenset(filter(None, found))

    def _by_any_code(self, typed: str) -> Meaning | None:
        code = typed.upper()
        if own := self.codes[Scheme.ISO3].get(code):
            return Meaning(typed, own)
        iso, fips = self.codes[Scheme.ISO2].get(code), self.codes[Scheme.FIPS].get(code)
        if iso and fips in (None, iso):
            return Meaning(typed, iso)
        schemes = ((iso, Scheme.ISO2), (fips, Scheme.FIPS), (self.codes[Scheme.NUMERIC].get(code), Scheme.NUMERIC))
        candidates = [Candidate(one, self.label(one), f"by {SCHEME_WORDS[by]}") for one, by in schemes if one]
        if not candidates:
            return None
        many = f"“{typed}” means different countries in different schemes: say which scheme it is of."
        one = f"“{typed}” is a code {candidates[0].why} only: say that it is meant as one."
        state = f" It is the code of {self.states[fold(typed)]}, too." if fold(typed) in self.states else ""
        return Meaning(typed, None, (many if len(candidates) > 1 else one) + state, tuple(candidates))

    def _by_people(self, typed: str) -> Meaning | None:
        """Nigerien police: a people is named, which asks and does not decide."""
        words = fold(typed).split()
        found = frozenset(code for word in words for code in self.demonyms.get(word, ()))
        if not found:
            return None
        candidates = self._candidates(found, "its people is named")
        return Meaning(typed, None, f"“{typed[:60]}” names a people, not a country.", candidates)

    def _suggested(self, typed: str) -> Meaning:
        key = fold(typed)
        states = sorted({label for state, label in self.states.items() if key in state.split()})
        near = tuple(self._near(key))
        if not (near or states) and (found := self.cities.get(key)):
            return Meaning(typed, None, f"{typed} is a city, not a country.", self._candidates(found, "has this city"))
        kind = "is a U.S. state or district" if len(states) == 1 else "are U.S. states or districts"
        also = f" {' and '.join(states)} {kind}." if states else ""
        return Meaning(typed, None, f"“{typed[:60]}” is not a country's name as it stands.{also}", near)

    def _near(self, key: str) -> Iterator[Candidate]:
        from rapidfuzz import fuzz, process

        found = process.extract(key, self.names.keys(), scorer=fuzz.ratio, score_cutoff=NEAR, limit=MOST_SUGGESTED)
        near = {code for name, _, _ in found for code in self.names[name]}
        yield from self._candidates(near, "is spelled much like it")
        begun = {code for name, codes in self.names.items() if f" {key}" in f" {name}" for code in codes} - near
        if len(key) >= LEAST_BEGUN and len(near | begun) <= MOST_SUGGESTED:
            yield from self._candidates(begun, "has a name with a word that begins so")

    def _one_or_ask(self, typed: str, found: frozenset[str], reason: str, why: str) -> Meaning:
        if len(found) == 1:
            return Meaning(typed, next(iter(found)))
        return Meaning(typed, None, reason, self._candidates(found, why))

    def _candidates(self, codes: Iterable[str], why: str) -> tuple[Candidate, ...]:
        return tuple(Candidate(code, self.label(code), why) for code in sorted(codes, key=self.label))


def load_country_names(folder: Path, countries: Countries) -> CountryNames:
    """The names of one data folder."""
    lands = list(read_rows(folder / "country_codes.csv", ("country", "iso2", "fips", "name"), dict))
    said = list(read_rows(folder / "country_names.csv", ("name", "country", "kind"), dict))
    areas = read_rows(folder / "per_diem_areas.csv", ("heading", "country", "name"), dict)
    states = list(read_rows(folder / "us_states.csv", ("state", "name", "label"), dict))
    towns = [(row["city"], row["country"]) for row in _cities(folder)]
    towns += [(land.capital, land.code) for land in countries.program.values()]
    labels = {land["country"]: land["name"] for land in lands} | countries.names
    labels |= {code: land.label for code, land in countries.program.items()}
    names = [(land["name"], land["country"]) for land in lands]
    names += [(area[key], area["country"]) for area in areas for key in ("heading", "name")]
    names += [(name, land.code) for land in countries.program.values() for name in (land.name, land.label)]
    names += [(row["name"], row["country"]) for row in said if row["kind"] in ("alias", "code")]
    own = {row["name"]: row["country"] for row in said if row["kind"] == "code"}
    return CountryNames(
        countries,
        labels,
        {
            Scheme.ISO2: {land["iso2"]: land["country"] for land in lands if land["iso2"]},
            Scheme.ISO3: {land["country"]: land["country"] for land in lands} | {code: code for code in labels},
            Scheme.NUMERIC: {row["name"]: row["country"] for row in said if row["kind"] == "numeric"},
            Scheme.FIPS: {land["fips"]: land["country"] for land in lands if land["fips"]},
        },
        _gathered((name, code) for name, code in (*names, *own.items())),
        _gathered((row["name"], row["country"]) for row in said if row["kind"] == "demonym"),
        frozenset(fold(row["name"]) for row in said if row["kind"] == "region"),
        {fold(form): row["label"] for row in states for form in (row["state"], *state_forms(row["name"]))},
        _gathered((town, code) for town, code in towns if town),
    )


def _cities(folder: Path) -> Iterator[dict[str, str]]:
    """Towns with an airport, and other names of towns in State's table."""
    yield from read_rows(folder / "airports.csv", AIRPORT_COLUMNS, dict)
    for row in read_rows(folder / "place_names.csv", ("country", "name", "locality"), dict):
        yield {"city": row["name"], "country": row["country"]}


def _gathered(pairs: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for name, code in pairs:
        found.setdefault(fold(name), set()).add(code)
    return {name: frozenset(codes) for name, codes in found.items()}
