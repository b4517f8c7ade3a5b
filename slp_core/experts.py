"""Experts in words: how well they know something, what they hold, and why they may be away."""

from enum import StrEnum


class SkillLevel(StrEnum):
    """How well an expert knows a specialty. Three levels of our own: no source grades them."""

    ASSISTS = "assists"
    TEACHES = "teaches"
    LEADS = "leads"


class LanguageLevel(StrEnum):
    """How far a language carries, after the Interagency Language Roundtable's levels 2 to 5."""

    LIMITED = "limited"
    PROFESSIONAL = "professional"
    FULL = "full"
    NATIVE = "native"


class CredentialKind(StrEnum):
    TRAINING = "training"
    CERTIFICATE = "certificate"


class AbsenceKind(StrEnum):
    """Only that someone is away, never for which illness or family matter."""

    LEAVE = "leave"
    DUTY = "duty"
    OTHER = "other"


SKILL_WORDS = {SkillLevel.ASSISTS: "Assists", SkillLevel.TEACHES: "Teaches", SkillLevel.LEADS: "Leads"}
LANGUAGE_WORDS = {
    LanguageLevel.LIMITED: "Limited working (ILR 2)",
    LanguageLevel.PROFESSIONAL: "Professional (ILR 3)",
    LanguageLevel.FULL: "Full professional (ILR 4)",
    LanguageLevel.NATIVE: "Native or bilingual (ILR 5)",
}
CREDENTIAL_WORDS = {CredentialKind.TRAINING: "Training", CredentialKind.CERTIFICATE: "Certificate"}
ABSENCE_WORDS = {
    AbsenceKind.LEAVE: "On leave",
    AbsenceKind.DUTY: "Needed at the agency",
    AbsenceKind.OTHER: "Not available",
}
