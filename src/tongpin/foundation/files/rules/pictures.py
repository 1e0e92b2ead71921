"""The copy of a picture that may be shown: decoded and encoded anew, without place, camera or comment."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from .refusals import Refusal, Refused

MOST_PIXELS = 40_000_000
LONGEST_SIDE = 2560  # pixels of the shown copy; the original keeps its own
_FORMATS = ["JPEG", "PNG", "WEBP", "BMP"]
_QUALITY = 85

# Pillow itself only warns above this and refuses at twice as much; our own check below refuses at once.
Image.MAX_IMAGE_PIXELS = MOST_PIXELS


def shown_copy(data: bytes) -> tuple[bytes, str]:
    """Return the copy and its type: PNG stays PNG, for it may be a scan with sharp letters; all else becomes JPEG.

    The number of pixels is read from the header before anything is decoded. Raises Refused.
    """
    try:
        with Image.open(BytesIO(data), formats=_FORMATS) as picture:
            width, height = picture.size
            if width * height > MOST_PIXELS:
                raise Refused(Refusal.TOO_MANY_PIXELS, f"{width}×{height}")
            return _encoded(picture)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Refused(Refusal.TOO_MANY_PIXELS) from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, MemoryError, OverflowError) as error:
        raise Refused(Refusal.DAMAGED) from error


def _encoded(picture: Image.Image) -> tuple[bytes, str]:
    """Turn the picture as its EXIF says, paint it on an empty canvas, which drops all but pixels, and encode."""
    lossless = picture.format == "PNG"
    upright = ImageOps.exif_transpose(picture)
    transparent = lossless and (upright.mode in {"RGBA", "LA", "PA"} or "transparency" in upright.info)
    mode = "RGBA" if transparent else "RGB"
    canvas = Image.new(mode, upright.size)
    canvas.paste(upright.convert(mode))
    canvas.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    target = BytesIO()
    if lossless:
        canvas.save(target, "PNG", optimize=False)
        return target.getvalue(), "image/png"
    canvas.save(target, "JPEG", quality=_QUALITY)
    return target.getvalue(), "image/jpeg"
