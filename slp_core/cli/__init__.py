"""The program without a screen: the same use cases, with the same rights as the user named by `--as`."""

from . import data, engagements, estimates, imports, trips, upkeep
from .command import main

GROUPS = (upkeep, engagements, estimates, trips, data, imports)

__all__ = ["main"]

for group in GROUPS:
    for command in group.COMMANDS:
        main.add_command(command)
