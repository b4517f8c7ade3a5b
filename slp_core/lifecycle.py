"""The stages of an engagement: INL's own six steps, and the ways it ends."""

from enum import StrEnum


class Stage(StrEnum):
    IDENTIFY_NEED = "identify_need"
    PARTNER_SELECTION = "partner_selection"
    MECHANISM = "mechanism"
    PRE_DEPLOYMENT = "pre_deployment"
    DEPLOYMENT = "deployment"
    POST_DEPLOYMENT = "post_deployment"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    DECLINED = "declined"


SIX_STEPS = tuple(Stage)[:6]
ENDED = frozenset({Stage.CLOSED, Stage.CANCELLED, Stage.DECLINED})
GIVEN_UP = frozenset({Stage.CANCELLED, Stage.DECLINED})

WORDS = {
    Stage.IDENTIFY_NEED: "Need",
    Stage.PARTNER_SELECTION: "Partner",
    Stage.MECHANISM: "Mechanism",
    Stage.PRE_DEPLOYMENT: "Pre-deployment",
    Stage.DEPLOYMENT: "Deployment",
    Stage.POST_DEPLOYMENT: "Post-deployment",
    Stage.CLOSED: "Closed",
    Stage.CANCELLED: "Cancelled",
    Stage.DECLINED: "Declined",
}
