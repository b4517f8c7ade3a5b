"""Which costs survive review, and by which rule the others are refused."""

from .cost_items import CostItems, RefusedItem
from .plan import Kind

SALARY = "salary"


def refusal(item: str, kind: Kind, items: CostItems, *, proven: bool) -> RefusedItem | None:
    """Why a cost is not reimbursed; None where it may be.

    `item` is a cost item, one that is refused, a category of per diem, or a salary; `proven` says whether a receipt
    or another proof is there. A host's salaries are its own cost, an expert's are paid.
    """
    if item == SALARY and kind is Kind.HOSTING:
        return items.refused["host_salary"]
    if item in items.refused:
        return items.refused[item]
    return None if proven else items.refused["unproven"]
