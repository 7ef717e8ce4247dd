"""Sets of names and values: options, attributes, meta-attributes, utilization, defaults.

One rule for all of them: blocks of a higher score count first, of equal ones the later in the document; blocks whose
rule does not hold are left out; the first block that gives a name a value wins.
"""

from __future__ import annotations

from collections.abc import Iterable

from hasim.cib.element import Element
from hasim.cib.rule import RuleContext, passes
from hasim.cib.score import parse_score

BOOTSTRAP = "cib-bootstrap-options"
"""The id of the set of cluster options that counts before all others."""


def name_values(
    parent: Element, tag: str, context: RuleContext, *, into: dict[str, str] | None = None, first: str = ""
) -> dict[str, str]:
    """What the blocks called `tag` below `parent` say.

    Names already in `into` keep their values. The block with the id `first` counts before all others. The value
    ``#default`` takes a name out again.
    """
    values: dict[str, str] = {} if into is None else into
    blocks = parent.all(tag)
    if not blocks:
        return values
    for block in _by_precedence(blocks, context, first):
        rule = block.first("rule")
        if rule is None or _rule_passes(rule, context):
            _take(block, context, values)
    return values


def _by_precedence(blocks: Iterable[Element], context: RuleContext, first: str) -> list[Element]:
    found = [target for block in blocks if (target := context.references.resolve(block)) is not None]
    if len(found) > 1:
        found.reverse()
        found.sort(key=lambda block: (not first or block.id != first, -parse_score(block.get("score"))))
    return found


def _rule_passes(rule: Element, context: RuleContext) -> bool:
    target = context.references.resolve(rule)
    return target is not None and passes(target, context)


def _take(block: Element, context: RuleContext, values: dict[str, str]) -> None:
    for child in block.children:
        if child.tag != "nvpair":
            continue
        pair = context.references.resolve(child)
        name = pair.get("name") or child.get("name") if pair is not None else None
        value = pair.get("value") if pair is not None else None
        if not name or value is None:
            continue
        if value.lower() == "#default":
            values.pop(name, None)
        else:
            values.setdefault(name, value)
