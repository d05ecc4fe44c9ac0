"""Of what type the bytes of an attachment are: told from what stands in them, and never from their name.

Only types that an office can open and keep for decades are taken; nothing that runs.
"""

PDF = "application/pdf"
JPEG = "image/jpeg"
PNG = "image/png"
TIFF = "image/tiff"
XML = "application/xml"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
JSON = "application/json"

UPLOADED = (PDF, JPEG, PNG, TIFF, XML, DOCX, ODT)
"""Types that may be sent; JSON is only kept of electronic forms."""
STORED = (*UPLOADED, JSON)

_MAGIC = (
    (b"%PDF-", PDF),
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
)
_ZIP = b"PK\x03\x04"
_ODT_MARK = b"mimetypeapplication/vnd.oasis.opendocument.text"
_DOCX_PART = b"word/document.xml"
_MACROS = b"vbaProject.bin"
_HEAD = 512
_BOM = b"\xef\xbb\xbf"


class Recogniser:
    """Reads the bytes as they come and tells their type at the end."""

    def __init__(self) -> None:
        self._head = b""
        self._tail = b""
        self._word = False
        self._macros = False

    def feed(self, chunk: bytes) -> None:
        """The next bytes."""
        if len(self._head) < _HEAD:
            self._head += chunk[: _HEAD - len(self._head)]
        # A name in an archive may lie across two chunks.
        seen = self._tail + chunk
        self._word = self._word or _DOCX_PART in seen
        self._macros = self._macros or _MACROS in seen
        self._tail = seen[-len(_DOCX_PART) :]

    def media_type(self) -> str | None:
        """The type; None for one that is not taken."""
        for mark, media_type in _MAGIC:
            if self._head.startswith(mark):
                return media_type
        if self._head.startswith(_ZIP):
            if _ODT_MARK in self._head:
                return ODT
            return DOCX if self._word and not self._macros else None
        return XML if self._head.removeprefix(_BOM).lstrip().startswith(b"<?xml") else None


def declared(content_type: str) -> str:
    """The type of a Content-Type header, without its parameters."""
    named = content_type.partition(";")[0].strip().lower()
    return XML if named == "text/xml" else named
