"""The tables, by noun."""

from .checklists import ChecklistEntry, Waiver
from .clearances import ClearanceEntry, VettingBatch
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
from .readiness import ReadinessSummary
from .security import BriefingAttestation, EmergencyCard, PostBriefing, SecurityEntry
from .self_checks import Invitation, SelfCheck, SelfCheckAnswer, SelfCheckDocument, SelfCheckSummary
from .trail import AuditEntry, DatabaseMarker
from .training import TrainingSeat, TrainingSession
from .work import Attachment, Draft, IdempotencyKey, OutboxMessage, ReferenceCounter

__all__ = [
    "Absence",
    "Amendment",
    "AppUser",
    "Appraisal",
    "Assignment",
    "Attachment",
    "AuditEntry",
    "BriefingAttestation",
    "ChecklistEntry",
    "Claim",
    "ClaimLine",
    "ClearanceEntry",
    "ContactNote",
    "Counterpart",
    "Credential",
    "DatabaseMarker",
    "Draft",
    "EmergencyCard",
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
    "Invitation",
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
    "PostBriefing",
    "PostCountry",
    "Principal",
    "Publication",
    "ReadinessSummary",
    "ReferenceCounter",
    "RoleGrant",
    "SecurityEntry",
    "SelfCheck",
    "SelfCheckAnswer",
    "SelfCheckDocument",
    "SelfCheckSummary",
    "Stay",
    "TrainingSeat",
    "TrainingSession",
    "UnknownAgency",
    "VettingBatch",
    "Waiver",
]
