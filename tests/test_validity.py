"""What expires is judged over the days of the event, never by today (DAT-21, MAT-04)."""

from datetime import date

import pytest

from slp_core import dates, validity
from slp_core.validity import Never, Validity

COURSE = (date(2027, 1, 11), date(2027, 1, 22))
STATES = {
    "DAT-21: cleared for 12 months, runs out during the course": (date(2027, 1, 15), Validity.ENDS_DURING),
    "the last day is enough": (date(2027, 1, 22), Validity.VALID),
    "a day short": (date(2027, 1, 21), Validity.ENDS_DURING),
    "the first day only": (date(2027, 1, 11), Validity.ENDS_DURING),
    "the day before": (date(2027, 1, 10), Validity.EXPIRED),
    "said to last for ever": (Never.NEVER, Validity.VALID),
    "not known": (None, Validity.UNKNOWN),
}


@pytest.mark.parametrize(("expires", "state"), STATES.values(), ids=STATES)
def test_validity_is_a_state_over_the_event(expires, state):
    assert validity.on(expires, *COURSE) is state


def test_a_clearance_of_twelve_months_ends_on_its_anniversary():
    assert dates.add_months(date(2026, 1, 15), 12) == date(2027, 1, 15)
