"""Partner agencies in words: their level, their sector, and where they stand with the program."""

from enum import StrEnum

CAPACITIES = range(1, 31)  # engagements a year that an agency may offer


class Level(StrEnum):
    """The government an agency belongs to. A county's and a city's of one name are two agencies."""

    STATE = "state"
    COUNTY = "county"
    MUNICIPAL = "municipal"
    PORT = "port"


class Sector(StrEnum):
    POLICE = "police"
    PROSECUTION = "prosecution"
    DEFENSE = "defense"
    COURTS = "courts"
    CORRECTIONS = "corrections"
    PORTS = "ports"
    MUNICIPAL = "municipal"


class PartnerStatus(StrEnum):
    """Where an agency stands with the program; only an active one is offered."""

    PROSPECT = "prospect"
    ACTIVE = "active"
    PAUSED = "paused"
    ENDED = "ended"


LEVEL_WORDS = {Level.STATE: "State", Level.COUNTY: "County", Level.MUNICIPAL: "City or town", Level.PORT: "Port"}
SECTOR_WORDS = {
    Sector.POLICE: "Police",
    Sector.PROSECUTION: "Prosecution",
    Sector.DEFENSE: "Defense",
    Sector.COURTS: "Courts",
    Sector.CORRECTIONS: "Corrections",
    Sector.PORTS: "Ports",
    Sector.MUNICIPAL: "Municipal services",
}
STATUS_WORDS = {
    PartnerStatus.PROSPECT: "Prospect",
    PartnerStatus.ACTIVE: "Active",
    PartnerStatus.PAUSED: "Paused",
    PartnerStatus.ENDED: "Ended",
}
