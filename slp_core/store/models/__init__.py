"""The tables, by noun."""

from .checklists import ChecklistEntry, Waiver
from .engagements import Assignment, Engagement, EngagementLink, EngagementPartner, Leg, Stay
from .experts import Absence, Appraisal, Credential, Experience, Expert, ExpertLanguage, ExpertSkill
from .mechanisms import Amendment, Mechanism
from .money import Claim, ClaimLine, Estimate, EstimateLine
from .needs import Need, NeedStep
from .partners import (
    ContactNote,
    Partner,
    PartnerAlias,
    PartnerApart,
    PartnerContact,
    PartnerLanguage,
    PartnerSpecialty,
    UnknownAgency,
)
from .people import AppUser, Person, Principal, RoleGrant
from .places import Counterpart, Institution, Place, Post, PostCountry
from .publications import ImportBatch, ImportedRow, Override, Publication
from .trail import AuditEntry, DatabaseMarker
from .work import Attachment, Draft, IdempotencyKey, OutboxMessage, ReferenceCounter

__all__ = [
    "Absence",
    "Amendment",
    "AppUser",
    "Appraisal",
    "Assignment",
    "Attachment",
    "AuditEntry",
    "ChecklistEntry",
    "Claim",
    "ClaimLine",
    "ContactNote",
    "Counterpart",
    "Credential",
    "DatabaseMarker",
    "Draft",
    "Engagement",
    "EngagementLink",
    "EngagementPartner",
    "Estimate",
    "EstimateLine",
    "Experience",
    "Expert",
    "ExpertLanguage",
    "ExpertSkill",
    "IdempotencyKey",
    "ImportBatch",
    "ImportedRow",
    "Institution",
    "Leg",
    "Mechanism",
    "Need",
    "NeedStep",
    "OutboxMessage",
    "Override",
    "Partner",
    "PartnerAlias",
    "PartnerApart",
    "PartnerContact",
    "PartnerLanguage",
    "PartnerSpecialty",
    "Person",
    "Place",
    "Post",
    "PostCountry",
    "Principal",
    "Publication",
    "ReferenceCounter",
    "RoleGrant",
    "Stay",
    "UnknownAgency",
    "Waiver",
]
