"""Use cases: functions of a session, a user and plain values. They decide what is allowed, by role and scope."""

from . import readiness_summaries as readiness_summaries  # whoever uses any keeps the summaries
from . import self_check_summaries as self_check_summaries
