"""Constraints in the words of `pcs constraint`."""

from __future__ import annotations

from collections.abc import Sequence

from hasim.cib import Cib, Element

__all__ = ["constraint_words"]

_SET_OPTIONS = {
    "rsc_colocation": ("score",),
    "rsc_order": ("kind", "symmetrical"),
    "rsc_ticket": ("ticket", "loss-policy"),
}


def constraint_words(cib: Cib, element: Element) -> list[str]:
    """What follows `pcs constraint` to make that constraint; empty where pcs has no words for it."""
    if element.first("resource_set") is not None:
        words = _sets(element)
        return _with_dashes([*words, *_forced(cib, element)]) if words else []
    if element.tag == "rsc_location" and _has_location(cib, element):
        return []
    makers = {"rsc_location": _location, "rsc_colocation": _colocation, "rsc_order": _order, "rsc_ticket": _ticket}
    maker = makers.get(element.tag)
    words = maker(element) if maker is not None else []
    return _with_dashes([*words, *_forced(cib, element)]) if words else []


def _with_dashes(words: Sequence[str]) -> list[str]:
    """A word such as -INFINITY is no option: two dashes go before it, and options before those."""
    strange = [word for word in words if word.startswith("-") and not word.startswith("--")]
    if not strange:
        return list(words)
    options = [word for word in words if word.startswith("--")]
    others = [word for word in words if not word.startswith("--")]
    at = others.index(strange[0])
    return [*others[:at], *options, "--", *others[at:]]


def _forced(cib: Cib, element: Element) -> list[str]:
    """pcs wants a clone to be named, not what is in it, and nothing said twice, unless it is forced."""
    inside = {
        child.id
        for top in cib.resources.all("clone", "master", "bundle")
        for child in top.walk()
        if child is not top and child.tag in ("primitive", "group")
    }
    about = _about(element)
    twice = element.tag != "rsc_location" and any(
        each.tag == element.tag and _about(each) == about for each in cib.constraints.children
    )
    return ["--force"] if twice or set(about) & inside else []


def _has_location(cib: Cib, element: Element) -> bool:
    """Whether something is said of that resource and node already: pcs would put the new score in its place."""
    names = ("rsc", "rsc-pattern", "node")
    return any(
        all(each.get(name) == element.get(name) for name in names) for each in cib.constraints.all("rsc_location")
    )


def _about(element: Element) -> list[str]:
    """The resources that a constraint is about, in order."""
    names = (element.get(name) for name in ("rsc", "with-rsc", "first", "then"))
    return [name for name in names if name] + [each.id for each in element.walk() if each.tag == "resource_ref"]


def _only(element: Element, *names: str) -> bool:
    return set(element.attributes) <= {"id", *names}


def _location(element: Element) -> list[str]:
    score = element.get("score")
    rules = element.all("rule")
    resource = element.get("rsc") or (f"regexp%{element.get('rsc-pattern')}" if element.get("rsc-pattern") else "")
    if not resource:
        return []
    if rules or not score or not _only(element, "rsc", "rsc-pattern", "node", "score", "resource-discovery"):
        return []
    words = ["location", "add", element.id, resource, element.get("node") or "", score]
    discovery = element.get("resource-discovery")
    return [*words, *([f"resource-discovery={discovery}"] if discovery else [])]


def _colocation(element: Element) -> list[str]:
    if not element.get("score") or not _only(element, "rsc", "with-rsc", "score", "rsc-role", "with-rsc-role"):
        return []
    words = ["colocation", "add", *_with_role(element, "rsc"), "with", *_with_role(element, "with-rsc")]
    return [*words, element.get("score") or "", f"id={element.id}"]


def _with_role(element: Element, name: str) -> list[str]:
    role = element.get(f"{name}-role")
    return [*([role] if role else []), element.get(name) or ""]


def _order(element: Element) -> list[str]:
    if not _only(element, "first", "then", "first-action", "then-action", "kind", "symmetrical", "require-all"):
        return []
    first, then = element.get("first-action") or "start", element.get("then-action") or element.get("first-action")
    words = ["order", first, element.get("first") or "", "then", then or "start", element.get("then") or ""]
    options = ("kind", "symmetrical", "require-all")
    words += [f"{name}={element.get(name)}" for name in options if element.get(name) is not None]
    return [*words, f"id={element.id}"]


def _ticket(element: Element) -> list[str]:
    if not _only(element, "rsc", "ticket", "rsc-role", "loss-policy"):
        return []
    policy = [f"loss-policy={element.get('loss-policy')}"] if element.get("loss-policy") else []
    return ["ticket", "add", element.get("ticket") or "", *_with_role(element, "rsc"), *policy, f"id={element.id}"]


def _sets(element: Element) -> list[str]:
    options = _SET_OPTIONS.get(element.tag, ())
    if not options or not _only(element, *options):
        return []
    words = [element.tag.removeprefix("rsc_")]
    for each in element.all("resource_set"):
        words += ["set", *(member.id for member in each.all("resource_ref"))]
        words += [f"{name}={value}" for name, value in each.attributes.items() if name != "id"]
    return [
        *words,
        "setoptions",
        *(f"{name}={element.get(name)}" for name in options if element.get(name)),
        f"id={element.id}",
    ]
