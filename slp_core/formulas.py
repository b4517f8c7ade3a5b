"""Text that a spreadsheet could take for a formula: made harmless in a CSV file, and read back as it was."""

SIGNS = ("=", "+", "-", "@", "\t", "\r")
MARK = "'"


def guarded(text: str) -> str:
    """The text for a cell of a CSV file; what begins like a formula gets an apostrophe before it."""
    return MARK + text if text.lstrip(MARK).startswith(SIGNS) else text


def unguarded(text: str) -> str:
    """The text that was guarded."""
    return text[1:] if text.startswith(MARK) and text.lstrip(MARK).startswith(SIGNS) else text
