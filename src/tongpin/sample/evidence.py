"""Small made-up papers as evidence: a signed receipt as a picture, minutes as a PDF. Each says that it is a sample."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw

from tongpin.foundation.files.actions import store_file
from tongpin.foundation.people.models import Account
from tongpin.records.activities.actions import attach_evidence
from tongpin.records.activities.enums import Grade, Status
from tongpin.records.activities.models import Activity

SHARE = {
    "tour.show": 0.5,
    "meeting.general": 0.6,
    "party_day": 0.4,
    "festival.event": 0.7,
    **dict.fromkeys(["org_life", "appraisal", "study.research", "study.tutorial", "study.report"], 1.0),
}
SEAL = (179, 38, 30)


def receipt(lines: list[str]) -> bytes:
    """Return a PNG of a receipt with these lines (Latin letters and digits) and a stamp."""
    image = Image.new("RGB", (420, 300), "white")
    draw = ImageDraw.Draw(image)
    draw.rectangle((10, 10, 409, 289), outline="black")
    for number, line in enumerate(["SAMPLE - FICTIONAL RECEIPT", *lines]):
        draw.text((30, 30 + 26 * number), line, fill="black")
    draw.line((30, 240, 200, 240), fill="black")
    draw.ellipse((290, 170, 390, 270), outline=SEAL, width=3)
    draw.text((310, 214), "SAMPLE", fill=SEAL)
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def minutes(lines: list[str]) -> bytes:
    """Return a one-page PDF with these lines (Latin letters and digits)."""
    shown = ["SAMPLE - FICTIONAL MINUTES", *lines]
    text = "BT /F1 14 Tf 60 760 Td 20 TL " + " ".join(f"({line}) Tj T*" for line in shown) + " ET"
    fonts = "<< /Font << /F1 4 0 R >> >>"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources {fonts} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        f"<< /Length {len(text)} >>\nstream\n{text}\nendstream",
    ]
    body, offsets = "%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        offsets.append(len(body))
        body += f"{number} 0 obj\n{one}\nendobj\n"
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    start = len(body)
    body += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    body += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    return body.encode("ascii")


def attach(*, by: Account, years: tuple[int, ...]) -> int:
    """Attach papers to a part of the confirmed records and return to how many; the rest stays without, as in life."""
    done = 0
    for kind, share in SHARE.items():
        rows = Activity.objects.filter(kind=kind, status=Status.CONFIRMED, starts_on__year__in=years, evidence=None)
        for activity in rows.order_by("pk"):
            if int(activity.digest[:8], 16) < share * 0x1_0000_0000:  # the same records on every run
                _attach_one(by, activity, is_show=kind == "tour.show")
                done += 1
    return done


def _attach_one(by: Account, activity: Activity, *, is_show: bool) -> None:
    lines = [f"Record {activity.pk}", f"Date {activity.starts_on:%Y-%m-%d}"]
    data, name = (receipt(lines), "receipt.png") if is_show else (minutes(lines), "minutes.pdf")
    stored = store_file(by=by, data=data, name=name)
    title = "村负责人签字的验收单（虚构）" if is_show else "会议或活动记录（虚构）"
    attach_evidence(
        by=by, activity=activity, grade=Grade.RECEIPT if is_show else Grade.ROSTER, title=title, file=stored
    )
