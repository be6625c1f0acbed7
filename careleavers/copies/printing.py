"""Pages set by WeasyPrint, which gets our own fonts and nothing else."""

from io import BytesIO
from pathlib import Path

from weasyprint import HTML
from weasyprint.document import Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

_OURS = "own:"
_KINDS = {".woff2": "font/woff2", ".css": "text/css"}


class Fetched(ValueError):
    """The file asked for something that is not one of our own; nothing was fetched."""


# WeasyPrint comes without types.
class OwnFilesOnly(URLFetcher):  # type: ignore[misc]
    """Gives WeasyPrint our fonts by name (`own:NotoSans-Regular.woff2`) and refuses every other address."""

    def __init__(self, folder: Path) -> None:
        """Take the folder of the fonts."""
        super().__init__(allowed_protocols=(), allow_redirects=False, fail_on_errors=True)
        self._folder = folder

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:  # noqa: ARG002
        """The bytes of one of our fonts; the headers that WeasyPrint sends mean nothing here. Raises Fetched else."""
        file = self._folder / Path(url.removeprefix(_OURS)).name
        if not url.startswith(_OURS) or file.suffix not in _KINDS or not file.is_file():
            raise Fetched("A copy of a plan may only use our own fonts.")
        return URLFetcherResponse(url, BytesIO(file.read_bytes()), {"Content-Type": _KINDS[file.suffix]})


def document(page: str, fonts: Path) -> Document:
    """The page of HTML set on paper, tagged for screen readers; `fonts` is the folder of ours."""
    html = HTML(string=page, base_url=_OURS, url_fetcher=OwnFilesOnly(fonts))
    return html.render(pdf_variant="pdf/ua-1", font_config=FontConfiguration())
