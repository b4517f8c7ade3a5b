"""Agreements: all in reach, by text, type and last day, with what is used of each."""

from slp_core.services import mechanism_list
from ui import filters, guard, look, mechanisms, session

guard.require("mechanism:read")
look.head(
    "Agreements",
    "The next to end first. A trip runs under one that covers it from departure to its report.",
    demo=session.is_demo(),
)
with session.refusals():
    found = session.remember(mechanism_list.page, mechanisms.filters(), session.today(), filters.page_number())
    mechanisms.page(found)
    filters.pager(found)
