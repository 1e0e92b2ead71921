"""Fictional village lists of three years, and the folder of real ones where a machine has it."""

from __future__ import annotations

import os
from pathlib import Path

HEAD = "village_code,village_name,town_code,town_name\n"
OLD = HEAD + (
    "990101001201,东村村民委员会,990101001,甲街道办事处\n"
    "990101001202,西村民委员会,990101001,甲街道办事处\n"
    "990101001001,北关社区居委会,990101001,甲街道办事处\n"
    "990101101201,东村村民委员会,990101101,乙镇\n"
    "990101101202,小庄村民委员会,990101101,乙镇\n"
    "990101101203,河崖村民委员会,990101101,乙镇\n"
)
# 甲街道 loses 办事处, 河崖 is renamed, 小庄 merges into 大庄, 北关村 appears beside 北关社区.
NEW = HEAD + (
    "990101001201,东村村民委员会,990101001,甲街道\n"
    "990101001202,西村民委员会,990101001,甲街道\n"
    "990101001001,北关社区居委会,990101001,甲街道\n"
    "990101001203,北关村民委员会,990101001,甲街道\n"
    "990101101201,东村村民委员会,990101101,乙镇\n"
    "990101101203,河崖庄村民委员会,990101101,乙镇\n"
    "990101101204,大庄村民委员会,990101101,乙镇\n"
)


def real_folder() -> Path | None:
    """Return the folder of real lists: named by the environment, or beside the checkout; None where there is none."""
    named = os.environ.get("TONGPIN_TEST_DATA")
    root = Path(__file__).resolve().parents[3]
    for folder in [Path(named)] if named else [root.parent / "shared" / "data", root / "shared" / "data"]:
        if (folder / "divisions-370883").is_dir():
            return folder / "divisions-370883"
    return None
