"""Positions on the globe: which are real, and the short way round."""

from decimal import Decimal


def is_position(latitude: Decimal | None, longitude: Decimal | None) -> bool:
    """Is it a place to mark on a map? Neither half a position nor 0, 0, which is what an empty row becomes."""
    if latitude is None or longitude is None or (latitude == 0 and longitude == 0):
        return False
    return abs(latitude) <= 90 and abs(longitude) <= 180


def short_way(longitudes: tuple[float, ...]) -> tuple[float, ...]:
    """The longitudes of a line, each within half a turn of the one before: a line over the Pacific stays there."""
    unwrapped = list(longitudes[:1])
    for longitude in longitudes[1:]:
        unwrapped.append(longitude - 360 * round((longitude - unwrapped[-1]) / 360))
    return tuple(unwrapped)
