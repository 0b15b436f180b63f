"""HEIC files as telephones write them; the application only reads them, with another package."""

from __future__ import annotations

from io import BytesIO

import pi_heif
import pillow_heif
from PIL import Image

pi_heif.register_heif_opener()  # tests open such files with Pillow themselves


def heif(image: Image.Image, **options: object) -> bytes:
    """Return a picture as a HEIC file."""
    buffer = BytesIO()
    pillow_heif.from_pillow(image).save(buffer, **options)
    return buffer.getvalue()
