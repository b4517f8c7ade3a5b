"""Looking at a file of the registry as an import does, among three agencies that are known."""

from slp_core.imports.agency_names import AgencyNames, AgencyRef
from slp_core.imports.registry import merged, open_table
from slp_core.reference import shipped

ILLINOIS = AgencyRef(1, "P-001", "Illinois State Police", "IL")
NAMES = AgencyNames([
    (ILLINOIS, ["ISP", "Illinois St. Police"]),
    (AgencyRef(2, "P-002", "Springfield Police Department", "IL"), []),
    (AgencyRef(3, "P-003", "Springfield Police Department", "MO"), []),
])  # fmt: skip


def looked_at(kind, content, known=(), mapping=(), name="a.csv"):
    table = open_table(kind, name, content, mapping, shipped(), NAMES)
    return table, merged(table, known)
