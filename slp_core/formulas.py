"""Text that a spreadsheet could take for a formula: made harmless in a CSV file, and read back as it was."""

SIGNS = (
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "\n",
    "＝",
    "＋",
    "－",
    "＠",
)  # as typed, and as wide letters (OWASP, CSV injection)
MARK = "'"
_BEFORE = MARK + " \u00a0\u200b\ufeff"  # what a spreadsheet may drop before it looks at the first letter


def guarded(text: str) -> str:
    """The text for a cell of a CSV file; what begins like a formula gets an apostrophe before it."""
    return MARK + text if _like_formula(text) else text


def unguarded(text: str) -> str:
    """The text that was guarded."""
    return text[1:] if text.startswith(MARK) and _like_formula(text) else text


def _like_formula(text: str) -> bool:
    return text.lstrip(_BEFORE).startswith(SIGNS)
