"""Lists as files: what a screen shows of a list, narrowed in the same way, all its rows, and the codes behind them."""

from collections.abc import Callable
from datetime import date
from enum import StrEnum

from sqlalchemy.orm import Session

from ..documents.lists import Table, as_list_csv, as_list_xlsx
from ..roles import Principal
from . import expert_list, needs_list, partner_list, portfolio
from .needs_list import NeedFilters
from .portfolio import Filters


class ListForm(StrEnum):
    """The forms of a list; the value is the ending of its name."""

    CSV = "csv"
    XLSX = "xlsx"


MEDIA_TYPES = {
    ListForm.CSV: "text/csv",
    ListForm.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_MAKERS: dict[ListForm, Callable[[Table], bytes]] = {ListForm.CSV: as_list_csv, ListForm.XLSX: as_list_xlsx}


def engagements(db: Session, user: Principal, filters: Filters, today: date, form: ListForm) -> bytes:
    """All matching engagements, in the order of the list. Raises NotAllowed."""
    return _MAKERS[form](portfolio.table(db, user, filters, today))


def partners(db: Session, user: Principal, filters: partner_list.Filters, form: ListForm) -> bytes:
    """All matching agencies, by name. Raises NotAllowed."""
    return _MAKERS[form](partner_list.table(db, user, filters))


def experts(db: Session, user: Principal, filters: expert_list.Filters, form: ListForm) -> bytes:
    """All matching experts, in the order of the list; names as the list shows them. Raises NotAllowed."""
    return _MAKERS[form](expert_list.table(db, user, filters))


def needs(db: Session, user: Principal, filters: NeedFilters, form: ListForm) -> bytes:
    """All matching needs, in the order of the list. Raises NotAllowed."""
    return _MAKERS[form](needs_list.table(db, user, filters))
