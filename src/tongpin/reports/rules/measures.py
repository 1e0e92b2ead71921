# ruff: noqa: E501, SIM905 - word lists
"""Measure words that can follow a number, set phrases that only look like numbers, outline labels."""

from __future__ import annotations

import re

_UNITS = """
场次 人次 批次 场 次 批 个支部 个村 个 项 人 名 位 届 件 册 处 幅 小时 户 户次 篇 万元 亿元 元 公里 支 家 条 期 天 年 月 日 年度 季度
起 节 课时 学时 份 张 部 座 所 村 镇 街道 支部 岁 周年 平方米 分 倍 成 类 级 大 轮 辆 台 套 种 组 队 对 站 回 遍 步 岗
""".split()
UNIT = re.compile("|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True)))
# 一 stands before these as a number; before 个, 种, 批, 次, 步 … it is mostly “a”.
SINGLE_ONE_UNITS = frozenset("场次 人次 场 届 名 人 件 册 处 幅 户 小时 篇 万元 元 公里 倍 支部 周年 批次 位".split())
PHRASES = re.compile(
    "|".join(
        """一岗双责 三会一课 二十大 十九大 十八大 第一责任人 第一书记 第一时间 第一线 五个过硬 两个确立 四个意识 四个自信 两个维护 两个结合
        两张皮 一张网 一张表 万众一心 千家万户 千方百计 千万不 万一 老百姓 百姓 三农 四风 八项规定 十分 一系列 一体 统一 进一步 一一 一二三
        三三两两 五四 七一 八一 三八 九九重阳 一村一年 一场戏 三个表率 四个一 第二课堂 三严三实 十四五 十五五 四个全面 五位一体
        一年一度 两手""".split()
    )
)
LABEL = re.compile(
    r"\s*(?:[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十]{1,3}、|\d{1,2}(?:、|\.(?!\d)))"
)
