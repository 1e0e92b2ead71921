"""荣誉. “市级” is a prefecture in one ledger and a county-level city in another: it is asked unless the ledger itself
tells.
"""

from __future__ import annotations

import re
from functools import lru_cache

from tongpin.foundation.kernel.text import person_name, squeezed
from tongpin.interfaces.exchange.rules.issues import Issue, issue
from tongpin.interfaces.exchange.rules.rows import HonourRow, Row
from tongpin.interfaces.exchange.rules.source import Source

NATIONAL, PROVINCIAL, PREFECTURE, COUNTY, TOWNSHIP = "national", "provincial", "prefecture", "county", "township"
LABELS = {NATIONAL: "国家级", PROVINCIAL: "省级", PREFECTURE: "地市级", COUNTY: "县级", TOWNSHIP: "乡镇级"}
CITY = "city"
_LEVELS: tuple[tuple[str, str], ...] = (
    (r"国家|全国|中央|部级(?<!省部级)", NATIONAL),
    (r"省|自治区级|直辖市", PROVINCIAL),
    (r"地市|地级|设区|地厅|州级|盟级|市厅|厅级", PREFECTURE),
    (r"县|区级|旗级|区县|市直|本级|本市|局级|科级|县级市", COUNTY),
    (r"乡|镇|街道", TOWNSHIP),
    (r"市级|^市$", CITY),
)


_ISSUERS: tuple[tuple[str, str], ...] = (
    (
        r"中共中央|国务院|文化和旅游部|国家文物局|中宣部|中央宣传部|中央文明|全国总工会|全国妇联|共青团中央|国家图书馆",
        NATIONAL,
    ),
    (r"省委|省政府|省人民政府|省文化和旅游厅|省文旅厅|省文物局|省直|省妇联|省总工会|省文明办|[^地]厅$", PROVINCIAL),
    (r"县委|县政府|县人民政府|县文|县直|县总工会|县妇联|区委|区政府|本局|市直机关", COUNTY),
    (r"镇政府|镇人民政府|镇党委|街道", TOWNSHIP),
)


def level_of_issuer(issuer: str) -> str:
    """Return the level an issuer's name tells beyond doubt; a 市委 may be of a prefecture or a county: ''."""
    plain = squeezed(issuer)
    return next((level for pattern, level in _ISSUERS if re.search(pattern, plain)), "")


@lru_cache(maxsize=512)
def level_of(text: str) -> str:
    """Return the level a cell names, `city` for a bare 市级, '' if none."""
    plain = squeezed(text)
    return next((level for pattern, level in _LEVELS if re.search(pattern, plain)), "")


def read_honours(source: Source) -> list[Row]:
    """Read a ledger of honours."""
    values = source.values
    levels = values.filled_down("level")
    city = _meaning_of_city({level_of(text) for text in levels})
    columns = zip(
        source.dates(),
        levels,
        *(values.texts(name) for name in ("name", "holder", "issuer", "doc_no", "category", "remark")),
        strict=True,
    )
    rows: list[Row] = []
    for position, (when, level_text, name, holder, issuer, doc_no, category, remark) in enumerate(columns):
        date, problems = when[0], [found for found in when[1] if found.code != "month_only"]
        row = Row(source.sheet, source.line(position), "honour", None, problems)
        rows.append(row)
        level = _level(level_text, issuer, city, problems)
        for field, text in (("name", name), ("holder", holder)):
            if not text:
                problems.append(issue("missing", field, what=field))
        if date is None or not name or not holder:
            continue
        row.record = HonourRow(
            name=name,
            level=level or COUNTY,
            date=date.start,
            precision=date.precision,
            holder=person_name(holder),
            issuer=issuer,
            doc_no=doc_no,
            category=category,
            remark=remark,
        )
    return rows


def _meaning_of_city(levels: set[str]) -> str:
    """A ledger that also has 县级 means the prefecture by 市级; one that also has 地市级 means the county-level
    city.
    """
    if COUNTY in levels and PREFECTURE not in levels:
        return PREFECTURE
    if PREFECTURE in levels and COUNTY not in levels:
        return COUNTY
    return ""


def _level(text: str, issuer: str, city: str, problems: list[Issue]) -> str:
    level = level_of(text) or level_of_issuer(issuer)
    if level == CITY:
        if city:
            other = LABELS[COUNTY if city == PREFECTURE else PREFECTURE]
            problems.append(issue("level_taken", "level", text=text, level=LABELS[city], other=other))
            return city
        options = ((PREFECTURE, LABELS[PREFECTURE]), (COUNTY, LABELS[COUNTY]))
        problems.append(issue("level_unclear", "level", options=options, text=text))
        return ""
    if not level:
        problems.append(_unknown(text or issuer or "—"))
    return level


def _unknown(text: str) -> Issue:
    return issue("level_unclear", "level", options=tuple(LABELS.items()), text=text)
