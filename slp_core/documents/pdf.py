"""PDF files, tagged (PDF/UA-1) and set in the shipped fonts alone, from a template and data: text is never markup."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import fonts
from .cleaning import Cleaner

if TYPE_CHECKING:
    import typst

TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class About:
    """What a file says of itself: its properties."""

    title: str
    author: str
    description: str
    made: datetime  # aware


def made(template: str, data: Mapping[str, Any], about: About) -> bytes:
    """A document from `templates/<template>.typ`, which reads `data`, cleaned, with `about` and `notes` in it.

    `data` is JSON-like. A character that no font has becomes U+FFFD; control characters are removed; `notes` say so.
    The same input gives the same bytes.
    """
    import typst

    cleaner, silent = Cleaner(fonts.covered()), Cleaner(fonts.covered())
    known = {"title": about.title, "author": about.author, "description": about.description}
    clean = cleaner.everything(dict(data)) | {"about": silent.everything(known), "notes": cleaner.notes}
    inputs = {"data": json.dumps(clean, ensure_ascii=False)}
    made = typst.compile(
        TEMPLATES / f"{template}.typ", root=TEMPLATES, font_paths=_fonts(), sys_inputs=inputs, format="pdf",
        pdf_standards=["ua-1"], timestamp=int(about.made.timestamp()),
    )  # fmt: skip
    if not isinstance(made, bytes):
        raise TypeError("a document is one file")
    return made


@lru_cache
def _fonts() -> "typst.Fonts":
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[fonts.FOLDER])
