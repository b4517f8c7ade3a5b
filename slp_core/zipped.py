"""What Python raises for a ZIP file, such as an Office document, that is damaged or of a kind that nobody opens."""

import lzma
import zipfile
import zlib

DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    ValueError,  # a position outside the file, a name that is no text
    RuntimeError,  # encrypted; or of a version or method that Python cannot read, which it raises as a kind of this
)
