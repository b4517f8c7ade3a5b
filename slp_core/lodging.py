"""How a team can sleep, and in what words."""

from enum import StrEnum


class Lodging(StrEnum):
    """Kinds of lodging: each has its own rule of what is paid."""

    HOTEL = "hotel"
    PRIVATE = "private"
    RENTAL = "rental"
    QUARTERS = "quarters"
    HOME = "home"


LODGING_WORDS = {
    Lodging.HOTEL: "Hotel",
    Lodging.PRIVATE: "Friends or relatives",
    Lodging.RENTAL: "Weekly or monthly rental",
    Lodging.QUARTERS: "Government quarters",
    Lodging.HOME: "At home, by choice",
}
LINE_WORDS = {
    Lodging.PRIVATE: " with friends or relatives",
    Lodging.RENTAL: " in a rental",
    Lodging.QUARTERS: " in Government quarters",
}
