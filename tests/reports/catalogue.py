# ruff: noqa: E501 - one edit per line, as a table
"""What officers do to a report, and what verification must say: the source of the tests and of docs/verification.md."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from lxml import etree

from tongpin.reports.rules import seal
from tongpin.reports.rules.verify import Verdict

from . import edits as e
from .helpers import edit_parts, edit_xml, issued, manifest_part

Found = dict[str, object]


@dataclass(frozen=True)
class Case:
    """One edit: a name in English and Chinese, what is done to the docx, what must differ from a clean verdict."""

    name: str
    chinese: str
    edit: Callable[[bytes], bytes]
    expected: Found


def summary(verdict: Verdict) -> Found:
    """Return what differs from an untouched report, nothing else."""
    found: Found = {f.id: str(f.verdict) for f in verdict.figures if f.verdict != "same"}
    for item in verdict.literals:
        found[f"literal {item.verdict}"] = item.found or item.issued
    if verdict.seal != "valid":
        found["seal"] = str(verdict.seal)
    if verdict.annex != "intact":
        found["annex"] = str(verdict.annex)
    return found


def body(change: Callable[[etree._Element], object]) -> Callable[[bytes], bytes]:
    """Return an edit of the body."""
    return lambda docx: edit_xml(docx, change)  # type: ignore[arg-type] # the value is not used


def fig(code: str, by: str = "", nth: int = 0) -> str:
    """Return the id of the nth number placed for `code`."""
    wanted = [
        f.id for f in issued().manifest.figures if f.use.tag == "n" and f.use.code == code and "".join(f.use.by) == by
    ]
    return wanted[nth]


def change_of(code: str) -> str:
    """Return the id of a year-on-year statement."""
    return next(f.id for f in issued().manifest.figures if f.use.tag == "yoy" and f.use.code == code)


def _both(*changes: Callable[[etree._Element], object]) -> Callable[[etree._Element], None]:
    def do(root: etree._Element) -> None:
        for change in changes:
            change(root)

    return do


def _move_sentence(root: etree._Element) -> None:
    mark = e.control(root, fig("volunteer.activities"))
    source = e.around(mark, "p")
    target = next(
        p for p in root.iter(e.w("p")) if any("走访" in (t.text or "") for t in p.iter(e.w("t"))) and p is not source
    )
    inline = [child for child in source if child.tag != e.w("pPr")]
    for child in inline:
        target.append(child)


def _transplant(root: etree._Element) -> None:
    mark = e.control(root, fig("needs.closed"))
    target = next(p for p in root.iter(e.w("p")) if any("继续坚持一次记录" in (t.text or "") for t in p.iter(e.w("t"))))
    target.append(e.run("明年力争演出达到"))
    target.append(mark)
    target.append(e.run("件以上"))


def _delete_tracked(root: etree._Element) -> None:
    content = e.control(root, fig("tour.shows")).find(e.w("sdtContent"))
    old = content.find(e.w("r"))
    place = content.index(old)
    content.insert(place, e.tracked("del", old))


def _replace_tracked(root: etree._Element) -> None:
    _delete_tracked(root)
    content = e.control(root, fig("tour.shows")).find(e.w("sdtContent"))
    content.find(e.w("del")).addnext(e.tracked("ins", e.run("592")))


def _hide(root: etree._Element) -> None:
    mark = e.control(root, fig("tour.shows"))
    for run in mark.iter(e.w("r")):
        form = run.find(e.w("rPr"))
        if form is None:
            form = etree.SubElement(run, e.w("rPr"))
            run.insert(0, form)
        etree.SubElement(form, e.w("vanish"))
    mark.addnext(e.run("9472"))


def _box(inside: str) -> etree._Element:
    return e.xml(
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><w:txbxContent>"
        f"<w:p><w:r><w:t>{inside}</w:t></w:r></w:p></w:txbxContent></w:drawing></mc:Choice>"
        "<mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>另有777场</w:t></w:r></w:p></w:txbxContent></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )


def _swap_rows(root: etree._Element) -> None:
    one, other = (e.around(e.control(root, fig("talks.by_venue", v)), "tr") for v in ("市图书馆", "市博物馆"))
    e.swap(one, other)


def _swap(one: str, other: str) -> Callable[[etree._Element], None]:
    return lambda root: e.swap(e.control(root, one), e.control(root, other))


def _copy_paragraph(root: etree._Element) -> None:
    source = e.around(e.control(root, fig("volunteer.hours")), "p")
    source.addnext(e.twin(source))


def _drop_annex(root: etree._Element) -> None:
    body_element = root.find(e.w("body"))
    start = next(p for p in body_element if "".join(t.text or "" for t in p.iter(e.w("t"))) == "数据出处附表")
    for child in list(body_element)[body_element.index(start) : -1]:
        e.remove(child)


def _append(text: str) -> Callable[[etree._Element], None]:
    return lambda root: e.around(e.control(root, fig("tour.shows")), "p").addnext(e.paragraph(text))


def _without(*, part: bool, chunks: bool) -> Callable[[bytes], bytes]:
    """Take the manifest out of one place or both."""

    def strip(docx: bytes) -> bytes:
        edits: dict[str, Callable[[bytes], bytes | None]] = {}
        if part:
            edits[manifest_part(docx)] = lambda _: b"<nothing/>"
        if chunks:
            edits["docProps/custom.xml"] = _other_chunks
        return edit_parts(docx, edits)

    return strip


def _carry(packed: str) -> Callable[[bytes], bytes]:
    """Put another envelope into the file."""

    def put(docx: bytes) -> bytes:
        item = f'<manifest xmlns="urn:tongpin:report:1">{packed}</manifest>'.encode()
        return edit_parts(docx, {manifest_part(docx): lambda _: item, "docProps/custom.xml": _other_chunks})

    return put


def _other_chunks(data: bytes) -> bytes:
    return data.replace(b"TongpinManifest", b"Other")


def _forged(docx: bytes) -> bytes:
    envelope = issued().envelope
    fake = replace(envelope, manifest=envelope.manifest.replace(b'"text":"472"', b'"text":"972"'))
    assert fake.manifest != envelope.manifest
    return _carry(fake.pack())(docx)


def _signed_by_another(docx: bytes) -> bytes:
    other = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
    manifest = json.dumps(json.loads(issued().envelope.manifest), ensure_ascii=False).encode()
    return _carry(seal.sign(manifest, other).pack())(docx)


def _retype(code: str, text: str) -> Callable[[bytes], bytes]:
    return body(lambda root: e.retype(root, fig(code), text))


def cases() -> list[Case]:
    """Return the catalogue; ids are looked up in the issued report, so the template may change."""
    shows, audience, hours = fig("tour.shows"), fig("tour.audience"), fig("volunteer.hours")
    museum, library = fig("talks.by_venue", "市博物馆"), fig("talks.by_venue", "市图书馆")
    closed, needs, events = fig("needs.closed"), fig("needs"), fig("festival.events")
    growth = change_of("tour.shows")
    altered, moved, gone = "altered", "moved", "missing"
    return [
        Case("untouched", "未作改动", lambda docx: docx, {}),
        Case("prose around figures edited", "改写数字前后的文字", body(lambda r: e.replace(r, "因天气等原因取消的不计", "凡因天气等原因取消的一律不计")), {}),
        Case("words before a figure edited", "改写紧靠数字的文字", body(lambda r: e.replace(r, "全年送戏下乡", "一年来组织送戏下乡")), {}),
        Case("sentence without numbers added", "增加不含数字的句子", body(_append("演出受到各村群众的欢迎和好评。")), {}),
        Case("number retyped", "改写数字", _retype("tour.shows", "482"), {shows: altered}),
        Case("retyped in full-width digits, same value", "改为全角，值不变", _retype("tour.shows", "４７２"), {}),
        Case("retyped in full-width digits, other value", "改为全角，值改变", _retype("tour.shows", "４８２"), {shows: altered}),
        Case("retyped in Chinese numerals, same value", "改为汉字数字，值不变", _retype("tour.shows", "四百七十二"), {}),
        Case("retyped in Chinese numerals, other value", "改为汉字数字，值改变", _retype("tour.shows", "五百七十二"), {shows: altered}),
        Case("invisible character inside a number", "数字中插入零宽字符，值不变", _retype("tour.shows", "4\u200b72"), {}),
        Case("hidden digit behind an invisible character", "零宽字符后多一位数字", _retype("tour.shows", "472\u200b0"), {shows: altered}),
        Case("space typed inside a number", "数字中间加空格", _retype("tour.shows", "47 2"), {shows: altered}),
        Case("decimal point shifted", "小数点移位", _retype("volunteer.hours", "13055"), {hours: altered}),
        Case("digit typed just after the mark", "标记后紧接着输入数字", body(lambda r: e.type_after(r, shows, "0")), {shows: altered}),
        Case("digit typed just before the mark", "标记前紧接着输入数字", body(lambda r: e.type_before(r, shows, "1")), {shows: altered}),
        Case("Chinese numeral typed after", "标记后输入“万”", body(lambda r: e.type_after(r, shows, "万")), {shows: altered}),
        Case("unit changed", "单位“人次”改为“人”", body(lambda r: e.replace(r, "人次，服务时长", "人，服务时长")), {fig("volunteer.person_times"): altered}),
        Case("余 removed", "删去“余”", _retype("tour.audience", "12万"), {audience: altered}),
        Case("约 put before", "数字前加“近”", body(lambda r: e.type_before(r, shows, "近")), {shows: altered}),
        Case("growth turned into decline", "“增长”改为“下降”", body(lambda r: e.retype(r, growth, "比上年下降4.9%")), {growth: altered}),
        Case("number and control deleted", "连同标记删除数字", body(lambda r: e.remove(e.control(r, shows))), {shows: gone}),
        Case("number deleted, control left empty", "删除数字留下空标记", _retype("tour.shows", ""), {shows: gone}),
        Case("controls lost, bookmarks kept", "控件丢失、书签保留", body(e.unwrap_controls), {}),
        Case("pasted as text, unchanged", "粘贴为纯文本，数字未变", body(lambda r: e.unwrap(r, shows)), {shows: "same_by_context"}),
        Case("pasted as text, number changed", "粘贴为纯文本并改数字", body(_both(lambda r: e.retype(r, shows, "475"), lambda r: e.unwrap(r, shows))), {shows: altered}),
        Case("whole sentence moved", "整句移到别处", body(_move_sentence), {}),
        Case("number moved into another sentence", "数字移入另一句", body(_transplant), {closed: moved}),
        Case("two figures swapped by retyping", "两个数字互换（改写）", body(_both(lambda r: e.retype(r, closed, "120"), lambda r: e.retype(r, needs, "111"))), {closed: altered, needs: altered}),
        Case("two figures swapped with their marks", "两个数字互换（连同标记）", body(_swap(closed, needs)), {closed: moved, needs: moved}),
        Case("paragraph copied", "复制整段", body(_copy_paragraph), dict.fromkeys(_volunteering(), "duplicated")),
        Case("figure stated again as text", "同一句话另外再写一遍", body(_append("全年送戏下乡472场，比上年增长，覆盖行政村。")), {shows: "duplicated"}),
        Case("tracked insertion beside a figure", "修订：插入数字", body(lambda r: e.control(r, shows).addnext(e.tracked("ins", e.run("0")))), {shows: altered}),
        Case("tracked deletion of a figure", "修订：删除数字", body(_delete_tracked), {shows: gone}),
        Case("tracked replacement", "修订：替换数字", body(_replace_tracked), {shows: altered}),
        Case("tracked deletion of prose with a number", "修订：删除新写的数字", body(lambda r: e.control(r, shows).addnext(e.tracked("del", e.run("0")))), {}),
        Case("figure hidden, another typed beside", "隐藏原数字另写一个", body(_hide), {shows: altered}),
        Case("new number added", "新增数字", body(_append("另有慰问演出35场。")), {"literal new": "35场"}),
        Case("new number in Chinese numerals", "新增汉字数字", body(_append("另有慰问演出三十五场。")), {"literal new": "三十五场"}),
        Case("new number in full-width digits", "新增全角数字", body(_append("另有慰问演出３５场。")), {"literal new": "35场"}),
        Case("new number in a text box", "文本框中新增数字", body(lambda r: e.around(e.control(r, shows), "p").addnext(_box("另有35场"))), {"literal new": "35场"}),
        Case("number only in a drawing's fallback", "仅兼容图形中的数字", body(lambda r: e.around(e.control(r, shows), "p").addnext(_box("演出现场"))), {}),
        Case("registered literal altered", "改写年份", body(lambda r: e.replace(r, "党建品牌2025年度", "党建品牌2024年度")), {"literal altered": "2024年度"}),
        Case("table value retyped", "改写表中数字", body(lambda r: e.retype(r, museum, "710")), {museum: altered}),
        Case("table rows changed places", "表格整行换位", body(_swap_rows), {}),
        Case("table values changed places", "表中数字换行", body(_swap(museum, library)), {museum: moved, library: moved}),
        Case("annex edited", "改动附表", body(lambda r: e.replace(r, "472场", "492场")), {"annex": altered}),
        Case("annex deleted", "删除附表", body(_drop_annex), {"annex": gone}),
        Case("manifest part removed", "去掉清单部件", _without(part=True, chunks=False), {}),
        Case("manifest chunks removed", "去掉清单属性", _without(part=False, chunks=True), {}),
        Case("manifest removed altogether", "清单全部去掉", _without(part=True, chunks=True), {"seal": gone}),
        Case("manifest forged", "伪造清单", _forged, {"seal": "invalid"}),
        Case("manifest signed again with another key", "用别的密钥重新签名", _signed_by_another, {"seal": "invalid"}),
        Case("festival events in another unit", "“项”改为“场”", body(lambda r: e.replace(r, "项，", "场，")), {events: altered}),
    ]  # fmt: skip


def _volunteering() -> list[str]:
    """Return all figures of the paragraph about volunteering."""
    return [f.id for f in issued().manifest.figures if f.use.code.startswith("volunteer.")]
