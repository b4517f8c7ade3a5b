"""Import: a publication of State or GSA, seen cell by cell before it is put in force, and taken back without loss."""

from slp_core.services import publications
from ui import imports, look, session

session.require("publication:import")
look.head(
    "Import a publication",
    "Rates and advisories go in force only after you have seen what they change.",
    demo=session.is_demo(),
)
with session.refusals():
    imports.bring(session.today())
with session.refusals():
    imports.made(session.remember(publications.made))
