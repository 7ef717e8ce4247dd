"""Resources and sets of values as the text that `pcs ... config` shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from hasim.cib import Element
from hasim.cib.values import is_true
from hasim.shell.pcs.bundle_text import bundle_lines
from hasim.shell.pcs.lookup import members
from hasim.shell.pcs.primitive import CHECK_LEVEL, cib_role
from hasim.shell.pcs.rule_text import rule_lines

__all__ = ["indented", "pair_texts", "resource_lines", "set_lines", "sets_lines"]

_OPERATION = ("interval", "start-delay", "interval-origin", "timeout", "enabled", "record-pending", "role", "on-fail")


def indented(lines: Iterable[str], step: int = 2) -> list[str]:
    """Lines further to the right; empty ones stay empty."""
    return [" " * step + line if line else line for line in lines]


def _quoted(text: str) -> str:
    """A text with blanks or equals signs in quotes, of the kind that it does not hold itself."""
    if " " not in text and "=" not in text:
        return text
    if '"' not in text:
        return f'"{text}"'
    if "'" not in text:
        return f"'{text}'"
    return '"' + text.replace('"', '\\"') + '"'


def pair_texts(pairs: Iterable[tuple[str, str]]) -> list[str]:
    """Names with values, in quotes where they need them."""
    return [f"{_quoted(name)}={_quoted(value)}" for name, value in pairs]


def set_lines(label: str, attributes: Element, *, with_ids: bool = False) -> list[str]:
    """A set of values under its heading."""
    rule = attributes.first("rule")
    head = f"{label}: {attributes.id}" if attributes.id else f"{label}:"
    options = {name: value for name, value in attributes.attributes.items() if name != "id"}
    heading = " ".join([head, *pair_texts(sorted(options.items()))])
    pairs = ((pair.get("name") or "", pair.get("value") or "") for pair in attributes.all("nvpair"))
    lines = pair_texts(sorted(pairs))
    lines += rule_lines(rule, with_ids=with_ids) if rule is not None else []
    return [heading, *indented(lines)]


def sets_lines(sets: Iterable[Element], *, with_ids: bool) -> list[str]:
    """Sets of defaults, or that there are none."""
    found = list(sets)
    if not found:
        return ["No defaults set"]
    return [line for each in found for line in set_lines("Meta Attrs", each, with_ids=with_ids)]


def _first_set(element: Element, tag: str, label: str) -> list[str]:
    found = element.first(tag)
    return set_lines(label, found) if found is not None and found.all("nvpair") else []


def resource_lines(element: Element) -> list[str]:
    """A resource with everything in it."""
    description = element.get("description")
    output = [f"Description: {description}"] if description else []
    output += _first_set(element, "instance_attributes", "Attributes")
    output += _first_set(element, "meta_attributes", "Meta Attributes")
    return _KINDS[element.tag](element, output)


def _primitive(element: Element, output: list[str]) -> list[str]:
    output += _first_set(element, "utilization", "Utilization")
    operations = [each for holder in element.all("operations") for each in holder.all("op")]
    if operations:
        output += ["Operations:", *indented(line for each in operations for line in _operation(each))]
    provider = f" provider={element.get('provider')}" if element.get("provider") else ""
    agent = f"class={element.get('class')}{provider} type={element.get('type')}"
    return [f"Resource: {element.id} ({agent})", *indented(output)]


def _operation(element: Element) -> list[str]:
    pairs: list[tuple[str, str]] = []
    for name in _OPERATION:
        value = element.get(name)
        if value is None or (name == "interval-origin" and element.get("start-delay")):
            continue
        if name in ("enabled", "record-pending"):
            value = "1" if is_true(value) else "0"
        pairs.append((name, cib_role(value) if name == "role" else value))
    levels = [pair for each in element.all("instance_attributes") for pair in each.all("nvpair")]
    pairs += [(CHECK_LEVEL, pair.get("value") or "") for pair in levels if pair.get("name") == CHECK_LEVEL][:1]
    return [f"{element.get('name')}: {element.id}", *indented(pair_texts(pairs))]


def _container(label: str) -> Callable[[Element, list[str]], list[str]]:
    def lines(element: Element, output: list[str]) -> list[str]:
        inner = [line for each in members(element) for line in resource_lines(each)]
        return [f"{label}: {element.id}", *indented([*output, *inner])]

    return lines


def _bundle(element: Element, output: list[str]) -> list[str]:
    description = element.get("description")
    lines = [f"Description: {description}"] if description else []
    lines += [*bundle_lines(element, pair_texts), *_first_set(element, "meta_attributes", "Meta Attributes")]
    inner = [line for each in members(element) for line in resource_lines(each)]
    return [f"Bundle: {element.id}", *indented([*lines, *inner])]


_KINDS: dict[str, Callable[[Element, list[str]], list[str]]] = {
    "primitive": _primitive,
    "group": _container("Group"),
    "clone": _container("Clone"),
    "master": _container("Clone"),
    "bundle": _bundle,
}
