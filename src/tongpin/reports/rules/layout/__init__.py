"""The template that ships with the program: its words, and the page of GB/T 9704—2012 they stand on."""

from .build import brand_template

__all__ = ["brand_template"]
