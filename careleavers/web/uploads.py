"""Files that a form sends: held in memory, never on the disk of the server, and no more of each than may be kept.

So what is too large can be said on the page, beside everything that was typed, without having taken it all in.
"""

from io import BytesIO
from typing import IO, Any

from flask import Request
from werkzeug.exceptions import RequestEntityTooLarge

from careleavers.domain.documents import MOST_BYTES

# Of all the files of one request together.
_MOST_HELD = 25 * 1024 * 1024


class HeldFile(BytesIO):
    """The beginning of a file: one byte more than may be kept shows that it is too large, the rest is let go."""

    def __init__(self, request: "FormRequest") -> None:
        """Take the request whose room it shares."""
        super().__init__()
        self._request = request

    def write(self, part: Any) -> int:
        """Keep what there is room for. Raises RequestEntityTooLarge where many files together are too much."""
        kept = part[: max(0, MOST_BYTES + 1 - self.tell())]
        self._request.held += len(kept)
        if self._request.held > _MOST_HELD:
            raise RequestEntityTooLarge()
        super().write(kept)
        return len(part)


class FormRequest(Request):
    """A request whose files are held in memory."""

    held: int = 0

    def _get_file_stream(
        self,
        total_content_length: int | None,  # noqa: ARG002 - what a browser says of a length is not relied on
        content_type: str | None,  # noqa: ARG002
        filename: str | None = None,  # noqa: ARG002
        content_length: int | None = None,  # noqa: ARG002
    ) -> IO[bytes]:
        return HeldFile(self)


__all__ = ["FormRequest"]
