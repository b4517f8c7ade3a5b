"""The parts of the page of a trip's cost: their words, and what draws them."""

from collections.abc import Callable

from slp_core.outlook import Outlook
from ui import answers, look


def details(answer: Outlook) -> None:
    """The tabs; only the open one is drawn."""
    opened = look.tabs(*PARTS, key="money-tabs")
    for tab, draw in zip(opened, PARTS.values(), strict=True):
        if tab.open:
            with tab:
                draw(answer)


PARTS: dict[str, Callable[[Outlook], None]] = {"Price": answers.price}
