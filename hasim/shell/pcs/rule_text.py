"""Rules as text."""

from __future__ import annotations

from hasim.cib import Element

__all__ = ["as_expression", "detailed", "rule_lines"]


def _options(element: Element) -> list[str]:
    return [f"{name}={value}" for name, value in sorted(element.attributes.items()) if name != "id"]


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


rule_lines = detailed
"""A rule of a set of values has the same form."""


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
