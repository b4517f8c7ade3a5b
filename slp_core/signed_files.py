"""What a signed copy may be: PDF, JPEG, PNG or Word by its content, whatever its name says, and at most 10 MB."""

import io
import re
import zipfile
from enum import StrEnum

from .errors import InvalidInput
from .zipped import DAMAGED

MOST_BYTES = 10 * 1024 * 1024


class FileKind(StrEnum):
    """By the media type that a browser is told."""

    PDF = "application/pdf"
    JPEG = "image/jpeg"
    PNG = "image/png"
    WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


KIND_ENDINGS = {
    FileKind.PDF: (".pdf",),
    FileKind.JPEG: (".jpg", ".jpeg"),
    FileKind.PNG: (".png",),
    FileKind.WORD: (".docx",),
}
_TURNS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")  # by which “fdp.exe” is shown as “exe.pdf”
_NOT_IN_NAMES = re.compile(r'[<>:"|?*;%\x00-\x1f]')  # that no system takes, or that part the words of a header
_STARTS = {b"%PDF-": FileKind.PDF, b"\xff\xd8\xff": FileKind.JPEG, b"\x89PNG\r\n\x1a\n": FileKind.PNG}


def kind_of(content: bytes) -> FileKind:
    """What the bytes are. Raises InvalidInput for an empty file, one too large, and one of another kind."""
    if not content:
        raise InvalidInput("The file is empty.", hint="Choose another one.", field="file")
    if len(content) > MOST_BYTES:
        raise InvalidInput(
            f"The file has {len(content) / 1024 / 1024:.1f} MB; at most 10 MB fit.",
            hint="Scan it in gray, or with fewer dots an inch.",
            field="file",
        )
    for start, kind in _STARTS.items():
        if content.startswith(start):
            return kind
    if _is_word(content):
        return FileKind.WORD
    raise InvalidInput(
        "The file is no PDF, JPEG, PNG or Word document (.docx), whatever its name says.",
        hint="Save it as one of these; a document with macros is not taken.",
        field="file",
    )


def named(file_name: str, kind: FileKind) -> str:
    """The last part of the name, with the ending of what the file is: a name alone never says how it is opened."""
    plain = _TURNS.sub("", file_name).replace("\\", "/").rsplit("/", 1)[-1]
    name = _NOT_IN_NAMES.sub("-", plain).strip(" .") or "signed copy"
    return name if name.lower().endswith(KIND_ENDINGS[kind]) else name + KIND_ENDINGS[kind][0]


def _is_word(content: bytes) -> bool:
    """A package with a Word document in it and no macros; only its list of parts is read, nothing is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = set(package.namelist())
    except DAMAGED:
        return False
    return {"[Content_Types].xml", "word/document.xml"} <= parts and not any("vbaproject" in p.lower() for p in parts)
