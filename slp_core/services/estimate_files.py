"""Files of an estimate: of a plan as it is priced now, or of a version as it was issued; with the page's rights."""

from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from ..costs import not_included
from ..documents import estimate_data, estimate_pdf, estimate_xlsx
from ..documents.estimate import EstimateFile, Trip, not_issued
from ..issued import IssuedEstimate
from ..plan import KIND_WORDS, Plan
from ..reference import shipped
from ..roles import Principal
from . import engagements, estimate_versions, outlooks, partners


class Form(StrEnum):
    """The forms of a file; the value is the ending of its name."""

    PDF = "pdf"
    XLSX = "xlsx"
    CSV = "csv"
    JSON = "json"


MEDIA_TYPES = {
    Form.PDF: "application/pdf",
    Form.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Form.CSV: "text/csv",
    Form.JSON: "application/json",
}
_MAKERS: dict[Form, Callable[[EstimateFile], bytes]] = {
    Form.PDF: estimate_pdf.as_pdf,
    Form.XLSX: estimate_xlsx.as_xlsx,
    Form.CSV: estimate_data.as_estimate_csv,
    Form.JSON: estimate_data.as_estimate_json,
}


def of_plan(
    db: Session, user: Principal, wish: Plan, form: Form, today: date, moment: datetime, invented: bool
) -> bytes:
    """A plan's price as a file, marked as not issued.

    Raises NotAllowed for roles that do not price, InvalidInput, and NotInForce where a day has no rate.
    """
    answer = outlooks.of_plan(db, user, wish, today)
    if answer.no_rate:
        raise answer.no_rate
    if answer.cost is None:
        raise TypeError("an outlook has a price or the reason why not")
    plan = answer.plan
    title = plan.title or f"{KIND_WORDS[plan.kind]}, {plan.main_stay.locality}"
    partner = partners.choices(db, user).get(plan.partner, "") if plan.partner else ""
    trip = Trip(plan, shipped().countries.label(plan.country), partner)
    found = not_issued(answer.cost, title, user.name, moment)
    return _MAKERS[form](EstimateFile(found, moment, trip, not_included(answer.cost), invented))


def of_engagement(
    db: Session, user: Principal, reference: str, number: str, form: Form, moment: datetime, invented: bool
) -> bytes:
    """A version of an engagement's estimate as it was issued. Raises NotAllowed, NotFound.

    The trip stands in the newest version's file only: what an earlier one priced is known by its lines.
    """
    found = estimate_versions.one(db, user, reference, number)
    newest = estimate_versions.latest(db, user, reference)
    trip = _trip(db, user, found) if newest and newest.number == number else None
    return _MAKERS[form](EstimateFile(found, moment, trip, not_included(found), invented))


def _trip(db: Session, user: Principal, found: IssuedEstimate) -> Trip:
    seen = engagements.view(db, user, found.engagement)
    return Trip(seen.plan, shipped().countries.label(seen.country), ", ".join(seen.partners))
