"""One object for each address that names one, placed where the matrix wants it.

A factory returns the parameters of the address. One line per address; an address with parameters and without a factory
turns the matrix red.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .world import Position, World

Parameters = dict[str, Any]
Factory = Callable[[World, Position], Parameters]


def unit(world: World, position: Position) -> Parameters:
    return {"pk": world.unit(position).pk}


def membership(world: World, position: Position) -> Parameters:
    return {"pk": world.membership(position).pk}


FACTORIES: dict[str, Factory] = {
    "desk:unit": unit,
    "desk:member": membership,
}
# Form data that would make a POST succeed where it is allowed, so that a refusal refuses a real write.
POSTED: dict[str, Callable[[World, Position], dict[str, Any]]] = {}
