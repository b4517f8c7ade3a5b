"""Lost updates: a change is refused when the record is no longer as it was shown."""

from ..errors import Conflict


def require(stored: int, shown: int) -> None:
    """Raises Conflict unless the record's version is still the one that was shown."""
    if stored != shown:
        raise changed(now=stored, shown=shown)


def changed(**facts: int) -> Conflict:
    """The refusal in words."""
    return Conflict(
        "This was changed by someone else after you opened it; your change was not saved.",
        hint="Look at the current state, then change it again.",
        **facts,
    )
