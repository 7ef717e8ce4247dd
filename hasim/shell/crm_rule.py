"""`crm_rule`: whether a rule with a date is in effect."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from hasim.cib import Cib, CibError, Element
from hasim.cib.dates import add_period, parse_date
from hasim.shell.context import Context, NotConnected
from hasim.shell.options import Option, Parsed, Takes
from hasim.shell.tool import HELP, PLAIN_FORMAT, VERBOSE, VERSION, Tool, tool_program

__all__ = ["TOOL", "crm_rule"]

TOOL = Tool(
    "crm_rule",
    "Says whether rules of the configuration are in effect.",
    (
        *(*PLAIN_FORMAT, VERSION, VERBOSE, HELP),
        Option("check", "c", "check", help="check rules"),
        Option("xml-text", "X", "xml-text", Takes.VALUE, help="use this configuration, - for standard input"),
        Option("date", "d", "date", Takes.VALUE, help="check for this point in time"),
        Option("rule", "r", "rule", Takes.VALUE, help="id of a rule; may be given several times"),
    ),
)
_OK, _EXPIRED, _EARLY, _MISSING, _UNSUPPORTED = 0, 110, 111, 105, 3
_IN_WORDS = {_EXPIRED: "is expired", _EARLY: "has not yet taken effect", 113: "does not satisfy conditions"}


class _Undecided(Exception):
    """It cannot be told whether the rule is in effect: why, and the exit status."""

    def __init__(self, reason: str, status: int) -> None:
        super().__init__(reason)
        self.reason, self.status = reason, status


@tool_program(TOOL)
def crm_rule(context: Context, parsed: Parsed) -> int:
    """check rules."""
    if "check" not in parsed:
        return context.fail("crm_rule: No mode operation given", 64)
    if not parsed.all("rule"):
        return context.fail("crm_rule: --check requires use of --rule=", 64)
    now: datetime | None = datetime.fromtimestamp(int(context.now), context.timezone)
    if "date" in parsed:
        now = parse_date(parsed.value("date"), context.timezone)
    if now is None:
        return context.fail(f"crm_rule: Invalid date specified: '{parsed.value('date')}'", 65)
    try:
        cib = _configuration(context, parsed)
    except (NotConnected, CibError) as error:
        return context.fail(f"crm_rule: Could not query CIB: {error}", 102)
    status = _OK
    for id in parsed.all("rule"):
        status = _check(context, cib, id, now, parsed)
    return status


def _configuration(context: Context, parsed: Parsed) -> Cib:
    text = parsed.value("xml-text")
    if not text:
        return context.cluster.query()
    try:
        return Cib.parse(context.stdin if text == "-" else text)
    except CibError:
        return Cib(Element("cib"))


def _check(context: Context, cib: Cib, id: str, now: datetime, parsed: Parsed) -> int:
    try:
        status, words = _verdict(cib, id, now)
        context.out(f"Rule {id} {words}\n")
    except _Undecided as error:
        status = error.status
        context.err(f"Could not determine whether rule {id} is in effect: {error.reason}\n")
    parsed.content.append(Element("rule-check", {"rule-id": id, "rc": str(status)}))
    return status


def _verdict(cib: Cib, id: str, now: datetime) -> tuple[int, str]:
    rule = next((each for each in cib.configuration.walk() if each.tag == "rule" and each.id == id), None)
    if rule is None:
        raise _Undecided("Rule not found", _MISSING)
    dates = [each for each in rule.walk() if each.tag == "date_expression"]
    if not dates:
        raise _Undecided("Rule does not have a date expression", _UNSUPPORTED)
    if len(dates) > 1:
        raise _Undecided("Rule has more than one date expression", _UNSUPPORTED)
    if dates[0].get("operation") == "date_spec":
        return _in_years(dates[0], now)
    status = _in_time(dates[0], now)
    return status, _IN_WORDS.get(status, "is still in effect")


def _in_time(expression: Element, now: datetime) -> int:
    start, end = parse_date(expression.get("start"), now.tzinfo or UTC), None
    duration = expression.first("duration")
    if expression.get("end") is not None:
        end = parse_date(expression.get("end"), now.tzinfo or UTC)
    elif start is not None and duration is not None:
        end = add_period(start, duration)
    operation = expression.get("operation") or "in_range"
    if operation == "gt":
        return _OK if start is not None and now > start else _EARLY
    if operation == "lt":
        return _OK if end is not None and now < end else _EXPIRED
    if start is not None and now < start:
        return _EARLY
    return _EXPIRED if end is not None and now > end else _OK


def _in_years(expression: Element, now: datetime) -> tuple[int, str]:
    specification = expression.first("date_spec")
    years = specification.get("years") if specification is not None else None
    if specification is None or years is None or specification.get("moon") is not None:
        raise _Undecided("Rule must either not use date_spec, or use date_spec with years= but not moon=", _UNSUPPORTED)
    numbers = [int(each) for each in re.findall(r"\d+", years)]
    if numbers and now.year < numbers[0]:
        return _EARLY, _IN_WORDS[_EARLY]
    if numbers and now.year > numbers[-1] and not years.endswith("-"):
        return _EXPIRED, _IN_WORDS[_EXPIRED]
    return _OK, "satisfies conditions"
