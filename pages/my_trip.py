"""My trip: what I must do, when I go, and the way there; for an expert, on a phone."""

from slp_core import dates
from ui import guard, look, my_trip, session

user = guard.require("own_trip:read")
today = session.today()
look.head("My trip", f"{look.plain(user.name)}. {dates.long(today)}.", demo=session.is_demo())

with session.refusals():
    my_trip.page(today)
