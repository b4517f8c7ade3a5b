"""Training: what every traveler must have learned, INL/KM's sessions with their seats, and who attended."""

from ui import guard, look, session, training

user = guard.require("training:read")
look.head("Training", "What every traveler learns before a deployment, and when it is taught.", demo=session.is_demo())
parts = training.parts(user)
opened = look.tabs(*parts, key="training-tabs")
for tab, draw in zip(opened, parts.values(), strict=True):
    if tab.open:
        with tab, session.refusals():
            draw()
