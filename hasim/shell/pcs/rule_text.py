"""Rules as text."""

from __future__ import annotations

from collections.abc import Callable

from hasim.cib import Element
from hasim.shell.pcs.quoting import pair_texts, quoted
from hasim.shell.pcs.roles import shown

__all__ = ["State", "as_expression", "detailed", "set_rule_lines", "typed"]

State = Callable[[Element], str]


def _options(element: Element) -> list[str]:
    return [f"{name}={shown(name, value)}" for name, value in sorted(element.attributes.items()) if name != "id"]


def _indented(lines: list[str]) -> list[str]:
    return [f"  {line}" for line in lines]


def _id(element: Element, with_ids: bool) -> list[str]:
    return [f"(id:{element.id})"] if with_ids else []


def detailed(rule: Element, *, with_ids: bool, expired: bool = False) -> list[str]:
    """A rule of a location constraint, one expression a line."""
    head = "Rule (expired):" if expired else "Rule:"
    lines = [" ".join([head, *_options(rule), *_id(rule, with_ids)])]
    for child in rule.children:
        if child.tag == "expression":
            lines += _indented([" ".join(["Expression:", *_comparison(child), *_id(child, with_ids)])])
        elif child.tag == "date_expression":
            lines += _indented(_date_lines(child, with_ids))
        elif child.tag == "rule":
            lines += _indented(detailed(child, with_ids=with_ids, expired=expired))
    return lines


def _comparison(expression: Element, *, normal: bool = False) -> list[str]:
    attribute, operation = expression.get("attribute") or "", expression.get("operation") or ""
    value = expression.get("value")
    if value is None:
        return [operation, attribute]
    type_ = expression.get("type") or ("string" if normal else "")
    return [attribute, operation, *([type_] if type_ else []), value]


def _date_lines(expression: Element, with_ids: bool) -> list[str]:
    operation = expression.get("operation") or ""
    spec, duration = expression.first("date_spec"), expression.first("duration")
    if operation == "date_spec" and spec is not None:
        inner = " ".join(["Date Spec:", *_options(spec), *_id(spec, with_ids)])
        return [" ".join(["Expression:", *_id(expression, with_ids)]), *_indented([inner])]
    start, end = expression.get("start"), expression.get("end")
    parts = ["Expression:", "date", operation]
    parts += [start, "to"] if start and operation == "in_range" else [start] if start else []
    parts += [end] if end else []
    if operation != "in_range" or duration is None:
        return [" ".join([*parts, *_id(expression, with_ids)])]
    inner = " ".join(["Duration:", *_options(duration), *_id(duration, with_ids)])
    return [" ".join([*parts, "duration", *_id(expression, with_ids)]), *_indented([inner])]


def typed(part: Element) -> str:
    """A rule, or an expression of one, in the words that make it."""
    return _TYPED[part.tag](part)


def _typed_rule(rule: Element) -> str:
    parts = [f"({typed(each)})" if each.tag == "rule" else typed(each) for each in rule.children if each.tag in _TYPED]
    return f" {rule.get('boolean-op') or 'and'} ".join(parts)


def _typed_comparison(expression: Element) -> str:
    words = _comparison(expression)
    if expression.get("value") is not None:
        words[-1] = quoted(words[-1], " ")
    return " ".join(words)


def _typed_date(expression: Element) -> str:
    spec, duration = expression.first("date_spec"), expression.first("duration")
    operation = expression.get("operation") or ""
    dates = [value for value in (expression.get("start"), expression.get("end")) if value is not None]
    if operation == "date_spec":
        return " ".join(["date-spec", *([_typed_parts(spec)] if spec is not None else [])])
    if operation != "in_range":
        return " ".join(["date", operation, *dates])
    start, end = expression.get("start"), expression.get("end")
    words = ["date", "in_range", *([start] if start is not None else []), "to", *([end] if end is not None else [])]
    return " ".join([*words, *(["duration", _typed_parts(duration)] if duration is not None else [])])


def _typed_parts(element: Element) -> str:
    return " ".join(pair_texts(sorted((name, value) for name, value in element.attributes.items() if name != "id")))


def _typed_operation(expression: Element) -> str:
    interval = expression.get("interval")
    return " ".join(["op", expression.get("name") or "", *([f"interval={interval}"] if interval is not None else [])])


def _typed_resource(expression: Element) -> str:
    return "resource " + ":".join(expression.get(name) or "" for name in ("class", "provider", "type"))


_TYPED: dict[str, Callable[[Element], str]] = {
    "rule": _typed_rule,
    "expression": _typed_comparison,
    "date_expression": _typed_date,
    "op_expression": _typed_operation,
    "rsc_expression": _typed_resource,
}


def set_rule_lines(rule: Element, *, with_ids: bool, state: State) -> list[str]:
    """The rule of a set of values; `state` says of a rule that it is over, or not in effect yet."""
    if rule.tag == "rule":
        said = state(rule)
        options = pair_texts(sorted((name, value) for name, value in rule.attributes.items() if name != "id"))
        head = " ".join([f"Rule ({said}):" if said else "Rule:", *options, *_id(rule, with_ids)])
        parts = [each for each in rule.children if each.tag in _TYPED]
        inner = [line for each in parts for line in set_rule_lines(each, with_ids=with_ids, state=state)]
        return [head, *_indented(inner)]
    operation, spec, duration = rule.get("operation"), rule.first("date_spec"), rule.first("duration")
    if operation == "date_spec":
        below = ["Date Spec:", *([_typed_parts(spec), *_id(spec, with_ids)] if spec is not None else [])]
        return [" ".join(["Expression:", *_id(rule, with_ids)]), *_indented([" ".join(below)])]
    if operation == "in_range" and duration is not None:
        start = [value for value in (rule.get("start"),) if value is not None]
        head = " ".join(["Expression:", "date", "in_range", *start, "to", "duration", *_id(rule, with_ids)])
        return [head, *_indented([" ".join(["Duration:", _typed_parts(duration), *_id(duration, with_ids)])])]
    return [" ".join(["Expression:", typed(rule), *_id(rule, with_ids)])]


def as_expression(rule: Element) -> str:
    """A rule on one line, with parts in a fixed order: two rules that say the same give the same text."""
    parts: list[str] = []
    for child in rule.children:
        if child.tag == "expression":
            words = _comparison(child, normal=True)
            words[-1] = f'"{words[-1]}"' if " " in words[-1] else words[-1]
            parts.append(" ".join(words))
        elif child.tag == "date_expression":
            parts.append(" ".join(_date_words(child)))
        elif child.tag == "rule":
            parts.append(f"({as_expression(child)})")
    return f" {rule.get('boolean-op') or 'or'} ".join(sorted(parts))


def _date_words(expression: Element) -> list[str]:
    spec, duration = expression.first("date_spec"), expression.first("duration")
    if spec is not None:
        return ["date-spec", *_options(spec)]
    start, end = expression.get("start"), expression.get("end")
    operation = expression.get("operation") or ""
    words = ["date", operation]
    words += [start, "to"] if start and operation == "in_range" else [start] if start else []
    words += [end] if end else []
    return [*words, "duration", *_options(duration)] if duration is not None else words
