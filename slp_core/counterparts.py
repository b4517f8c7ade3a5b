"""Counterparts in words: what kind of institution a host country sends its people from."""

from enum import StrEnum


class InstitutionKind(StrEnum):
    MINISTRY = "ministry"
    POLICE = "police"
    PROSECUTION = "prosecution"
    COURT = "court"
    CORRECTIONS = "corrections"
    ACADEMY = "academy"
    BORDER = "border"
    DEFENSE = "defense"
    OTHER = "other"


INSTITUTION_WORDS = {
    InstitutionKind.MINISTRY: "Ministry",
    InstitutionKind.POLICE: "Police",
    InstitutionKind.PROSECUTION: "Prosecution",
    InstitutionKind.COURT: "Court",
    InstitutionKind.CORRECTIONS: "Corrections",
    InstitutionKind.ACADEMY: "Academy",
    InstitutionKind.BORDER: "Border, port or customs",
    InstitutionKind.DEFENSE: "Legal aid and defense",
    InstitutionKind.OTHER: "Other",
}
