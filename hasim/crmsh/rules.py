"""Rules: ``rule [$id=X] [$role=R] [score:] EXPRESSION [and EXPRESSION]...``."""

from __future__ import annotations

import re

from hasim.cib import Element
from hasim.crmsh.cursor import Cursor
from hasim.crmsh.scores import SCORE, score_attribute
from hasim.crmsh.vocabulary import BINARY_OPERATIONS, DATE_FIELDS, UNARY_OPERATIONS

ROLE = re.compile(r"\$?role=(.+)", re.I)
_BOOLEAN = re.compile(r"or|and", re.I)
_UNARY = re.compile("|".join(UNARY_OPERATIONS), re.I)
_VALUE_SOURCE = re.compile(r"([^\s{}]+){(\S+)}")
_DATE_OPERATIONS = ("in_range", "gt", "lt", "date_spec", "spec", "in")
_DATE_NAMES = {"in": "in_range", "spec": "date_spec"}
_RANGE = ("start", "end")


def rules(cursor: Cursor) -> list[Element]:
    """All rules that follow."""
    found: list[Element] = []
    while cursor.accept_word("rule"):
        found.append(_rule(cursor))
    return found


def _rule(cursor: Cursor) -> Element:
    attributes: dict[str, str] = {}
    spec = cursor.id_spec()
    if spec is not None:
        name, value = spec
        attributes[name] = cursor.around.resolve("rule", "rule", value) if name == "id-ref" else value
    role = cursor.accept(ROLE)
    if role is not None:
        attributes["role"] = cursor.around.role(role[1])
    if spec is not None and spec[0] == "id-ref":
        return Element("rule", attributes)
    score = cursor.accept(SCORE)
    attributes |= score_attribute(score[1]) if score else {"score": "INFINITY"}
    operator, expressions = _expressions(cursor)
    if operator and operator.lower() != "and":
        attributes["boolean-op"] = operator
    return Element("rule", attributes, tuple(expressions))


def _expressions(cursor: Cursor) -> tuple[str | None, list[Element]]:
    operator: str | None = None
    expressions = [_expression(cursor)]
    while match := cursor.accept(_BOOLEAN):
        if operator and match[0] != operator:
            raise cursor.fault(f"Mixing bool ops not allowed: {operator} != {match[0]}")
        operator = match[0]
        expressions.append(_expression(cursor))
    return operator, expressions


def _expression(cursor: Cursor) -> Element:
    if cursor.accept_word("date"):
        return _date(cursor)
    unary = cursor.accept(_UNARY)
    if unary is not None:
        return Element("expression", {"operation": unary[0], "attribute": cursor.identifier()})
    attribute = cursor.identifier()
    pattern = f"(({'|'.join(cursor.around.schema.expression_types)}):)?({'|'.join(BINARY_OPERATIONS)})"
    match = cursor.expect(re.compile(pattern, re.I), f"Expected {pattern}")
    attributes = {"operation": match[3], "attribute": attribute}
    if match[2]:
        attributes["type"] = match[2]
    value = cursor.take()
    source = _VALUE_SOURCE.fullmatch(value)
    if source is not None:
        return Element("expression", attributes | {"value": source[2], "value-source": source[1]})
    return Element("expression", attributes | {"value": value})


def _date(cursor: Cursor) -> Element:
    pattern = f"({'|'.join(_DATE_OPERATIONS)})"
    operation = cursor.expect(re.compile(pattern, re.I), f"Expected {pattern}$")[1]
    attributes = {"operation": _DATE_NAMES.get(operation, operation)}
    if operation.lower() in ("lt", "gt"):
        return Element("date_expression", attributes | {"end" if operation.lower() == "lt" else "start": cursor.take()})
    if operation in ("in_range", "in"):
        pairs = _named_pairs(cursor, (*_RANGE, *DATE_FIELDS), 2)
        return _with_fields(attributes, "duration", pairs)
    return _with_fields(attributes, "date_spec", _named_pairs(cursor, DATE_FIELDS, 1))


def _named_pairs(cursor: Cursor, names: tuple[str, ...], least: int) -> list[tuple[str, str]]:
    pattern = re.compile(f"({'|'.join(names)})(?:=(.+))?")
    pairs: list[tuple[str, str]] = []
    while match := cursor.accept(pattern):
        pairs.append((match[1], match[2] or ""))
    if len(pairs) < least:
        raise cursor.fault(
            "Expected at least one name-value pair" if least == 1 else f"Expected at least {least} name-value pairs"
        )
    return pairs


def _with_fields(attributes: dict[str, str], tag: str, pairs: list[tuple[str, str]]) -> Element:
    own = {name: value for name, value in pairs if name in _RANGE}
    if {name for name, _ in pairs} == set(_RANGE):
        return Element("date_expression", attributes | own)
    fields = {name: value for name, value in pairs if name not in _RANGE}
    return Element("date_expression", attributes | own, (Element(tag, fields),))
