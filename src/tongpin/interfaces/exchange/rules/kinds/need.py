"""文旅问需大走访 and 办实事: what was asked for, who deals with it, how it stands, what the asker says."""

from __future__ import annotations

import re
from functools import lru_cache

from tongpin.foundation.kernel.text import person_name, squeezed
from tongpin.interfaces.exchange.rules.issues import Issue, issue
from tongpin.interfaces.exchange.rules.rows import NeedRow, Row
from tongpin.interfaces.exchange.rules.source import Source

OPEN, CLOSED, REFUSED = "open", "closed", "refused"
SATISFIED, MOSTLY, DISSATISFIED = "satisfied", "mostly", "dissatisfied"
_REFUSED = re.compile(
    r"无法|不能(?:办|解|满)|不予|不具备|不符合|暂不(?:具备|符合|能)|不可行|退件|不属于|已解释|解释说明"
)
_OPEN = re.compile(
    r"未|办理中|处理中|正在|推进|进行|待|跟进|协调中|整改中|解决中|办(?:理)?之?中|中$|^否|×|研究|计划|拟|部分|尚|受理|交办|转办|筹备|持续|暂缓|暂时"
)
_CLOSED = re.compile(
    r"办结|完成|解决|落实|办理完毕|已办|办毕|已答复|答复|已回复|已整改|整改到位|整改完|销号|^是$|√|✓|已修|已安排|已协调|已反馈|已处理|处理完|结案|已开通|已建|"
    r"已更换|已维修|已增|已延长|已送|已配|已清|已开|已改|到位|100%|^已|完毕|^完$|^结$"
)


@lru_cache(maxsize=2048)
def state_of(text: str) -> str:
    """Return open, closed or refused for what 办理结果 says; '' where it cannot be told. A blank result is open."""
    plain = squeezed(text)
    if not plain:
        return OPEN
    if re.search(r"(?:已|均|全部)(?:办结|完成|解决|落实)", plain) and not re.search(r"未办结|部分", plain):
        return CLOSED
    if _REFUSED.search(plain):
        return REFUSED
    if _OPEN.search(plain):
        return OPEN
    return CLOSED if _CLOSED.search(plain) else ""


@lru_cache(maxsize=1024)
def satisfaction_of(text: str) -> str | None:
    """Return satisfied, mostly or dissatisfied, '' if not asked or not answered, None if it is no known answer."""
    plain = squeezed(text)
    if not plain or re.search(r"未(?:回访|评价|反馈|测评)|待|无法联系|^未$", plain):
        return ""
    if re.search(r"不太?满意|不很满意|很不满|较差|^差|^不$", plain):
        return DISSATISFIED
    if re.search(r"基本满意|比较满意|较满意|较为满意|尚可", plain):
        return MOSTLY
    if re.search(r"满意|^好$|很好|^优|^是$|√", plain):
        return SATISFIED
    return DISSATISFIED if plain in {"否", "×", "不好"} else None


def read_needs(source: Source) -> list[Row]:
    """Read a ledger of visits and needs."""
    values = source.values
    dated = source.dates()
    days = [day for day, _problems in dated]
    columns = zip(
        dated,
        values.texts("need"),
        values.texts("result"),
        values.texts("satisfaction"),
        source.later_date("due", days),
        source.later_date("closed_on", days),
        source.later_date("revisit", days),
        values.filled_down("town"),
        *(values.texts(name) for name in ("visitor", "asker", "village", "category", "owner", "remark")),
        strict=True,
    )
    rows: list[Row] = []
    for position, (when, text, result, satisfaction, due, closed_on, revisit, town, *texts) in enumerate(columns):
        visitor, asker, village, category, owner, remark = texts
        date, problems = when[0], list(when[1])
        row = Row(source.sheet, source.line(position), "need", None, problems)
        rows.append(row)
        state = _state(result, problems, has_column=values.has("result"), closed=closed_on is not None)
        answer = _answer(satisfaction, problems)
        if not text:
            problems.append(issue("missing", "need", what="need"))
        if date is None or not text:
            continue
        row.record = NeedRow(
            date=date.start,
            text=text,
            state=state or OPEN,
            visitor=visitor,
            asker=person_name(asker),
            town=town,
            village=village,
            category=category,
            owner=owner,
            due=due,
            closed_on=closed_on,
            revisit=revisit,
            satisfaction=answer,
            result=result,
            remark=remark,
        )
    return rows


def _state(result: str, problems: list[Issue], *, has_column: bool, closed: bool) -> str:
    state = state_of(result) if has_column else (CLOSED if closed else OPEN)
    if not result and closed:
        return CLOSED
    if not state:
        options = ((CLOSED, "已办结"), (OPEN, "办理中"), (REFUSED, "无法办理"))
        problems.append(issue("result_unclear", "result", options=options, text=result))
    return state


def _answer(text: str, problems: list[Issue]) -> str:
    answer = satisfaction_of(text)
    if answer is None:
        problems.append(issue("satisfaction_unclear", "satisfaction", text=text))
        return ""
    return answer
