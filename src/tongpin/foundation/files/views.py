"""Handing a stored file out.

There is no address here: whoever owns a file (an activity, an honour) serves it from a view of its own, under its own
policy, through `serve`. So no file can be fetched past the rules of what it belongs to.
"""

from __future__ import annotations

from pathlib import PurePath

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.http import content_disposition_header

from .models import StoredFile
from .queries import read_original, read_shown
from .rules import checked_name, extension_of


def serve(stored: StoredFile, request: HttpRequest, *, name: str = "") -> HttpResponse:
    """Answer with the file: a picture as the copy made for showing, everything else as an attachment.

    Call it only after the caller's policy has let the account in. Nothing is cached by others than the reader's own
    browser. `name` replaces the name the file was uploaded under; its extension always follows the content.
    """
    tag = f'"{stored.sha256[:32]}"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified()
    if stored.is_picture:
        mime = "image/png" if stored.mime == "image/png" else "image/jpeg"
        data = read_shown(stored)
    else:
        mime, data = stored.mime, read_original(stored)
    response = HttpResponse(data, content_type=mime)
    full_name = f"{PurePath(checked_name(name or stored.name)).stem}.{extension_of(mime)}"
    response["Content-Disposition"] = content_disposition_header(not stored.is_picture, full_name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-cache"
    response["ETag"] = tag
    return response
