"""A page with every component once; a urlconf of the tests, never part of the product."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path

from tongpin.foundation.ui import rules

TEMPLATE = Path(__file__).with_name("preview.html")
DAY = dt.date(2025, 3, 5)


class Filters(forms.Form):
    text = forms.CharField(label="文字", required=False)
    kind = forms.ChoiceField(label="类别", required=False, choices=[("", "全部"), ("tour", "送戏下乡")])
    date_from = forms.CharField(label="从", required=False)


class Sample(forms.Form):
    title = forms.CharField(label="名称", help_text="一句话说清是什么")
    kind = forms.ChoiceField(label="类别", choices=[("a", "党员大会"), ("b", "主题党日")])
    held = forms.BooleanField(label="已经开展", required=False)
    sort = forms.ChoiceField(label="方式", widget=forms.RadioSelect, choices=[("x", "集中"), ("y", "分散")])
    body = forms.CharField(label="说明", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    place = forms.CharField(label="地点", required=False)


def preview(request: HttpRequest) -> HttpResponse:
    """Render every component once, with an invalid form."""
    messages.success(request, "已保存。")
    form = Sample(request.POST or {"title": "", "kind": "a"})
    entry = rules.DayEntry("党课：守初心", "#", "held", "已开展")
    rows = [
        (DAY, "送戏下乡：石桥村", "文化馆", "confirmed", "已确认", 320),
        (DAY, "主题党日：清理野广告与社区送书", "图书馆党支部", "held", "已开展", 18),
        (DAY, "讲解：团体预约", "纪念馆", "planned", "计划中", ""),
    ]
    context = {
        "rows": rows,
        "filters": Filters(request.GET),
        "form": form,
        "page": Paginator(range(200), 10).get_page(request.GET.get("page", "5")),
        "chart": rules.Chart("tour", "送戏下乡场次", "bar", "场次", "月份", ["1月", "2月", "3月"], [
            rules.Series("2024", [3, None, 12]), rules.Series("2025", [5, 8, 20])]),
        "sheet": rules.month_sheet(DAY, {DAY: [entry] * 6, DAY.replace(day=9): [entry]}, DAY),
        "quote": rules.Quote("每月开展1次主题党日", "《教育管理工作条例》", "第十六条", "2019-05", verified=False),
        "answers": [("名称", "主题党日"), ("日期", "2025年3月5日"), ("地点", "")],
        "today": DAY,
    }  # fmt: skip
    return HttpResponse(engines["django"].from_string(TEMPLATE.read_text(encoding="utf-8")).render(context, request))


def form_page(request: HttpRequest) -> HttpResponse:
    """A fresh form that is kept while typing."""
    source = (
        '{% extends "ui/base.html" %}{% load ui %}{% block title %}表单{% endblock %}{% block content %}<h1>表单</h1>'
        '<form method="post" {% autosave "preview" %}>{% csrf_token %}{% once_key %}'
        "{% field form.title %}{% field form.body %}"
        '<button class="btn btn-primary">保存</button></form>{% endblock %}'
    )
    return HttpResponse(engines["django"].from_string(source).render({"form": Sample()}, request))


urlpatterns = [
    path("preview/form/", form_page),
    path("preview/", preview, name="preview"),
    path("accounts/", include("tongpin.foundation.people.urls")),
    path("", include("tongpin.interfaces.desk.urls")),
]
