"""What a plan comes to, with the publications and the lead times that are in force in this database."""

from datetime import date

from sqlalchemy.orm import Session

from .. import outlook
from ..outlook import Outlook
from ..plan import Plan
from ..roles import Principal
from . import lead_times, mechanisms, references


def of_plan(db: Session, user: Principal, wish: Plan, today: date) -> Outlook:
    """Raises NotAllowed for roles that do not price, InvalidInput naming the field that cannot be right.

    The lead times of an agreement count where the plan names one; NotFound for one that the user may not see.
    """
    user.require("plan:price")
    mechanism = mechanisms.record(db, user, mechanisms.READ, wish.mechanism).reference if wish.mechanism else ""
    decided = lead_times.for_plan(db, user, wish.country, today, mechanism)
    return outlook.outlook(wish, references.current(db, user), today, decided)
