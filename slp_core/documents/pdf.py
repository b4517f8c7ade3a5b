"""PDF files, tagged (PDF/UA-1) and set in the shipped fonts alone, from a template and data: text is never markup."""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import fonts
from .cleaning import Cleaner

if TYPE_CHECKING:
    import typst

TEMPLATES = Path(__file__).parent / "templates"


def made(template: str, data: Mapping[str, Any], title: str, moment: datetime) -> bytes:
    """A document from `templates/<template>.typ`, which finds `data` there, cleaned, with `title` and `notes` in it.

    `data` is JSON-like. A character that no font has becomes U+FFFD; control characters are removed; `notes` say so.
    The moment, aware, is written into the file: the same input gives the same bytes.
    """
    import typst

    cleaner = Cleaner(fonts.covered())
    clean = cleaner.everything(dict(data) | {"title": title})
    inputs = {"data": json.dumps(clean | {"notes": cleaner.notes}, ensure_ascii=False)}
    made = typst.compile(
        TEMPLATES / f"{template}.typ", root=TEMPLATES, font_paths=_fonts(), sys_inputs=inputs, format="pdf",
        pdf_standards=["ua-1"], timestamp=int(moment.timestamp()),
    )  # fmt: skip
    if not isinstance(made, bytes):
        raise TypeError("a document is one file")
    return made


@lru_cache
def _fonts() -> "typst.Fonts":
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[fonts.FOLDER])
