"""The tables, by noun."""

from .checklists import ChecklistEntry, Waiver
from .engagements import Assignment, Engagement, EngagementLink, EngagementPartner, Leg, Need, Stay
from .money import Claim, ClaimLine, Estimate, EstimateLine
from .partners import Expert, Partner
from .people import AppUser, Person, Principal, RoleGrant
from .places import Institution, Place, Post, PostCountry
from .publications import ImportBatch, Override, Publication
from .trail import AuditEntry, DatabaseMarker
from .work import Attachment, Draft, IdempotencyKey, OutboxMessage, ReferenceCounter

__all__ = [
    "AppUser",
    "Assignment",
    "Attachment",
    "AuditEntry",
    "ChecklistEntry",
    "Claim",
    "ClaimLine",
    "DatabaseMarker",
    "Draft",
    "Engagement",
    "EngagementLink",
    "EngagementPartner",
    "Estimate",
    "EstimateLine",
    "Expert",
    "IdempotencyKey",
    "ImportBatch",
    "Institution",
    "Leg",
    "Need",
    "OutboxMessage",
    "Override",
    "Partner",
    "Person",
    "Place",
    "Post",
    "PostCountry",
    "Principal",
    "Publication",
    "ReferenceCounter",
    "RoleGrant",
    "Stay",
    "Waiver",
]
