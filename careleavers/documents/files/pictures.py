"""Pictures drawn afresh: the same points of colour, upright, and nothing of what a camera wrote beside them."""

import warnings
from io import BytesIO

from PIL import Image, ImageOps

from careleavers.documents.files.kinds import Looked
from careleavers.domain.documents import FileKind
from careleavers.domain.refusals import Refused

# A telephone's largest picture; a page needs a tenth of it. More would take more memory than a page is worth.
MOST_POINTS = 50_000_000
_QUALITY = 88
_PLAIN = {FileKind.JPEG: ("L", "RGB"), FileKind.PNG: ("1", "L", "LA", "P", "RGB", "RGBA", "I;16")}
BROKEN = "This picture cannot be read to its end. Take it again, or save it anew, and choose that"
TOO_MANY_POINTS = "This picture has more than 50 million points. Make it smaller, or take it with less detail"


def redrawn(content: bytes, kind: FileKind) -> bytes:
    """The picture in the same format, turned upright, without place, time, camera, comments or anything beside it.

    Of several pictures in one file the first. Raises Refused for one that is too large or cannot be read.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _drawn(content, kind)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as problem:
        raise Refused("file", TOO_MANY_POINTS) from problem
    except (Refused, MemoryError):
        raise
    except Exception as problem:  # whatever a broken file makes its reader stumble over
        raise Refused("file", BROKEN) from problem


def _drawn(content: bytes, kind: FileKind) -> bytes:
    with Image.open(BytesIO(content), formats=[kind.name]) as found:
        if found.width * found.height > MOST_POINTS:
            raise Refused("file", TOO_MANY_POINTS)
        found.load()
        upright = ImageOps.exif_transpose(found)
    if upright.mode not in _PLAIN[kind]:
        upright = upright.convert("RGBA" if "A" in upright.getbands() and kind is FileKind.PNG else "RGB")
    # A new picture: what is written beside the old one would be written beside its copies as well.
    fresh = Image.new(upright.mode, upright.size)
    if upright.mode == "P":
        fresh.putpalette(upright.getpalette() or [])
    fresh.paste(upright, (0, 0))
    drawn, clear = BytesIO(), upright.info.get("transparency") if kind is FileKind.PNG else None
    more = {"quality": _QUALITY} if kind is FileKind.JPEG else {} if clear is None else {"transparency": clear}
    fresh.save(drawn, format=kind.name, **more)
    return drawn.getvalue()


def looked(content: bytes, kind: FileKind) -> Looked:
    """A picture as it may be kept. Raises Refused."""
    return Looked(kind, redrawn(content, kind))


__all__ = ["MOST_POINTS", "looked", "redrawn"]
