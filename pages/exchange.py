"""Import: publications and the registry, seen row by row before anything is stored, and taken back without loss."""

from slp_core.imports.forms import RegistryKind
from slp_core.imports.publications import PublicationKind
from ui import guard, imports, look, publication_import, registry_import, session

user = guard.require("publication:import")
look.head(
    "Import",
    "You see what a file changes before anything is stored: all of its rows, or none.",
    demo=session.is_demo(),
)
kind = imports.kind(user)
with session.refusals():
    if kind in tuple(RegistryKind):
        registry_import.bring(RegistryKind(kind))
    else:
        publication_import.bring(PublicationKind(kind), session.today())
with session.refusals():
    imports.made(user)
