"""The look of every screen: base pages, components, style and script."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """No models: only what pages are made of."""

    name = "tongpin.foundation.ui"
    label = "ui"
