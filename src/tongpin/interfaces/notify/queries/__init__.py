"""Reading what is due and for whom. Others add what they know of through `register_provider`."""

from .registry import ITEM_STATES, Item, Provider, providers, register_provider

__all__ = ["ITEM_STATES", "Item", "Provider", "providers", "register_provider"]
