"""Parts of statements as text: names and values, rules, sets of attributes, resources with roles."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from hasim.cib import Element
from hasim.crmsh.resource_sets import EMPTY_MARK

_BARE = re.compile(r"[\w.-]+")
_TRUE = ("yes", "true", "on", "1")
_RANGE = ("start", "end")


@dataclass(frozen=True)
class Setting:
    """What the text of an object depends on outside of it."""

    referenced: Mapping[str, str] = field(default_factory=dict)
    """Ids that others refer to, with the word before the reference; where that is the tag, they are told."""
    node_count: int = 0
    hidden: tuple[str, ...] = ()
    """Patterns of the names whose values are not to be seen."""

    def tells(self, element: Element) -> bool:
        """Whether the id of a rule or a set is to be told."""
        return bool(element.id) and self.referenced.get(element.id) == element.tag

    def visible(self, name: str | None, value: str | None) -> str | None:
        """The value, or stars."""
        if name is None or value is None or not any(fnmatchcase(name, pattern) for pattern in self.hidden):
            return value
        return "******"


def quoted(value: str) -> str:
    """A value as it is typed: in double quotes unless it is of letters, digits, dots and the like."""
    if _BARE.fullmatch(value):
        return value
    return '"' + value.replace('"', '\\"') + '"'


def is_bare(value: str) -> bool:
    """Whether a value needs no quotes."""
    return _BARE.fullmatch(value) is not None


def named(name: str, value: str | None) -> str:
    """``name=value``, or the name alone where there is no value."""
    return name if value is None else f"{name}={quoted(value)}"


def pair(element: Element, setting: Setting) -> str:
    """An nvpair; stars stand for a value that is not to be seen."""
    name = element.get("name")
    reference = element.get("id-ref")
    if reference is not None:
        return f"@{reference}:{name}" if name is not None else f"@{reference}"
    return named(name or "", setting.visible(name, element.get("value")))


def score(element: Element) -> str:
    """A score, or the attribute that holds it; empty where there is none."""
    number = element.get("score")
    if number:
        return number.replace("INFINITY", "inf")
    return element.get("score-attribute") or ""


def rule(element: Element, setting: Setting) -> str:
    """A rule without its keyword; its id is told only where another refers to it."""
    parts: list[str] = []
    if setting.tells(element):
        parts.append(named("$id", element.id))
    elif element.get("id-ref"):
        return named("$id-ref", element.get("id-ref"))
    if element.get("role"):
        parts.append(named("$role", element.get("role")))
    if element.get("score") != "INFINITY" and score(element):
        parts.append(score(element) + ":")
    operator = f" {element.get('boolean-op') or 'and'} "
    parts.append(operator.join(_expression(child) for child in element.all("expression", "date_expression")))
    return " ".join(parts)


def _expression(element: Element) -> str:
    if element.tag == "date_expression":
        return _date(element)
    operation = element.get("operation") or ""
    if element.get("type"):
        operation = f"{element.get('type')}:{operation}"
    value = element.get("value")
    if not value:
        return f"{operation} {element.get('attribute')}"
    source = element.get("value-source")
    if source and source != "literal":
        value = f"{source}{{{value}}}"
    return f"{element.get('attribute')} {operation} {value}"


def _date(element: Element) -> str:
    operation = element.get("operation") or ""
    parts = ["date", {"in_range": "in", "date_spec": "spec"}.get(operation, operation)]
    if operation in ("lt", "gt"):
        parts.append(quoted(element.get("end" if operation == "lt" else "start") or ""))
        return " ".join(parts)
    if operation == "in_range":
        parts += [named(name, element.get(name)) for name in _RANGE if element.get(name) is not None]
    for child in element.all("duration", "date_spec"):
        parts += [named(name, value) for name, value in child.attributes.items() if name != "id"]
    return " ".join(parts)


def attribute_set(element: Element, words: Mapping[str, str], setting: Setting) -> str:
    """A set of attributes after its word, which `words` gives for its tag."""
    parts = [words[element.tag]]
    if setting.tells(element):
        parts.append(named("$id", element.id))
    elif element.get("id-ref") is not None:
        parts.append(named("$id-ref", element.get("id-ref")))
    if element.tag in ("docker", "network"):
        parts += [named(name, value) for name, value in element.attributes.items()]
    if element.tag == "primitive":
        parts.append(element.id)
    for mapping in element.all("port-mapping") + element.all("storage-mapping"):
        parts += [mapping.tag, *(named(name, value) for name, value in mapping.attributes.items())]
    if element.get("score"):
        parts.append(f"{element.get('score')}:")
    parts += [f"rule {rule(child, setting)}" for child in element.all("rule")]
    parts += [pair(child, setting) for child in element.all("nvpair")]
    return " ".join(parts)


def resource(element: Element, name: str, suffix: str) -> str:
    """A resource that a constraint names, with its role or action where it has one."""
    detail = element.get(f"{name}-{suffix}") or element.get(f"{name}-instance")
    return f"{element.get(name)}:{detail}" if detail else str(element.get(name))


def resource_sets(element: Element) -> list[str]:
    """The resource sets of a constraint as words."""
    words: list[str] = []
    count = 0
    sequential: bool | None = None
    require_all: bool | None = None
    for each in element.all("resource_set"):
        sequential, require_all = _flag(each, "sequential"), _flag(each, "require-all")
        detail = each.get("action") if element.tag == "rsc_order" and each.get("action") else each.get("role")
        members = [f"{member.id}:{detail}" if detail else member.id for member in each.all("resource_ref")]
        count += len(members)
        words += _bracketed(members, sequential, require_all)
    plain = sequential is not False and require_all is not False
    if element.tag == "rsc_ticket":
        unmarked = count > 1
    else:
        unmarked = element.tag == "rsc_location" or not plain or count > 2
    return words if unmarked else [EMPTY_MARK, *words]


def _bracketed(members: list[str], sequential: bool | None, require_all: bool | None) -> list[str]:
    if require_all is False:
        return ["[", *members, *(["sequential=true"] if sequential is not False else []), "]"]
    return ["(", *members, ")"] if sequential is False else members


def _flag(element: Element, name: str) -> bool | None:
    value = element.get(name)
    if value is None:
        return None
    return value.lower() in _TRUE


def agent(element: Element) -> str:
    """The agent of a primitive, without class and provider if these are ocf and heartbeat."""
    class_, provider, type_ = (element.get(name) for name in ("class", "provider", "type"))
    if (class_ is None and provider is None) or (class_ == "ocf" and provider is None) or provider == "heartbeat":
        return type_ or ""
    return ":".join(part for part in (class_, provider, type_) if part)
