"""All exercises by name. A module in `hasim.course.exercises` is all that it takes to add some."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from hasim.course import exercises
from hasim.course.exercise import Exercise


@cache
def catalogue() -> dict[str, Exercise]:
    """Every exercise by its name, in the order of the lessons. ValueError where two have the same name."""
    found: dict[str, Exercise] = {}
    for info in sorted(iter_modules(exercises.__path__), key=lambda each: each.name):
        module = import_module(f"{exercises.__name__}.{info.name}")
        for each in module.EXERCISES:
            if each.name in found:
                raise ValueError(f"two exercises are called {each.name}")
            found[each.name] = each
    return found


def find(name: str) -> Exercise:
    """The exercise of that name. KeyError, with the names there are, for an unknown one."""
    known = catalogue()
    if name not in known:
        raise KeyError(f"there is no exercise {name!r}; there are {', '.join(known)}")
    return known[name]
