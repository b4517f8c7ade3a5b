"""What may be chosen in the registry is of one piece: offers, specialties, sectors, languages, mechanisms."""

import shutil

import pytest

from slp_core.catalogue import load_catalogue
from slp_core.check_data import faults
from slp_core.data_files import DATA
from slp_core.errors import DataFileError
from slp_core.partners import Sector
from slp_core.plan import Kind
from slp_core.reference import Reference, shipped
from slp_core.rules import Authority


def test_every_sector_has_a_specialty_and_every_kind_and_sector_but_cities_an_offer() -> None:
    catalogue = shipped().catalogue
    assert {sector for one in catalogue.specialties.values() for sector in one.sectors} == set(Sector)
    assert {offer.kind for offer in catalogue.offers.values()} == set(Kind)
    assert {offer.sector for offer in catalogue.offers.values()} == set(Sector) - {Sector.MUNICIPAL}


def test_every_language_of_a_program_country_can_be_chosen() -> None:
    known = set(shipped().catalogue.languages.values())
    assert {name for land in shipped().countries.program.values() for name in land.languages} <= known


def test_only_the_deadlines_of_an_assistance_award_are_law() -> None:
    by_law = {one.id for one in shipped().catalogue.mechanism_types.values() if one.citation.authority is Authority.LAW}
    assert by_law == {"assistance_award"}
    award = shipped().catalogue.mechanism_types["assistance_award"]
    assert (award.report_days, award.claim_days, award.retention_years) == (120, 120, 3)


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(DATA, tmp_path / "data")
    return tmp_path / "data"


def test_an_offer_of_another_sectors_specialty_is_found(folder) -> None:
    path = folder / "catalogue" / "offers.yaml"
    path.write_text(path.read_text("utf-8").replace("specialty: prisons", "specialty: mail", 1), "utf-8")
    assert [fault for fault in faults(Reference(folder)) if "offers" in fault] == [
        "data/catalogue/offers.yaml: prison_emergency is of no specialty of its sector."
    ]


def test_an_offer_of_an_unknown_kind_is_refused_with_its_line(folder) -> None:
    path = folder / "catalogue" / "offers.yaml"
    path.write_text(path.read_text("utf-8").replace("kind: mentoring", "kind: tutoring", 1), "utf-8")
    with pytest.raises(DataFileError, match=r"offers\.yaml, line \d+: offers\.4\.kind"):
        load_catalogue(folder / "catalogue")
