"""Where Pacemaker 2.1.5, the real program that distributions carry, decides otherwise than 3.0, which hasim follows.

Every difference is a rule with a name. It says for which inputs it may show, and what it may change; the rest of the
answer is still compared. Differences of text alone (labels, bullets, the words for maintenance, the score of inactive
promotable instances) are levelled in `tests.oracle`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from hasim.cib import Cib, Element
from tests.oracle import Answer

PLACEMENT = frozenset({"scores", "summary", "actions", "status", "exit"})
"""What another placement changes: everything but the present status."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A rule that changed after 2.1.5."""

    name: str
    shows: Callable[[Cib, Answer, Answer], bool]
    changes: frozenset[str]


def differences(cib: Cib, real: Answer, ours: Answer) -> dict[str, object]:
    """What differs beyond the named differences, by part of the answer."""
    found = dict(real.differences(ours))
    if not found:
        return {}
    for difference in DIFFERENCES:
        if difference.shows(cib, real, ours):
            found = {part: lines for part, lines in found.items() if part not in difference.changes}
    return found


def clone_instances_tried_again(_cib: Cib, real: Answer, ours: Answer) -> bool:
    """Keeping clone instances in place: 2.1.5 tries each instance once, since 2.1.7 the places are tried in a loop.

    It shows where an instance was assigned provisionally, so that its scores were printed twice.
    """
    return any(
        count > 1
        for answer in (real, ours)
        for line, count in Counter(line.rpartition(":")[0] for line in answer.scores if "_assign:" in line).items()
        if line.startswith(("pcmk__primitive_assign", "pcmk__group_assign"))
    )


def mandatory_colocations_first(cib: Cib, _real: Answer, _ours: Answer) -> bool:
    """A resource with several colocations: 2.1.5 applies them in one pass, now mandatory ones come first.

    Members of a group are colocated with each other; a clone's colocations are those of its instances.
    """
    counted: Counter[str] = Counter()
    for constraint in cib.constraints.all("rsc_colocation"):
        counted.update({constraint.get("rsc", ""), constraint.get("with-rsc", "")})
    groups = {group.id for group in cib.resources.walk() if group.tag == "group" and len(group.all("primitive")) > 1}
    for clone in cib.resources.all("clone"):
        groups |= {clone.id} if any(child.id in groups for child in clone.children) else set()
    return any(count > 1 or name in groups for name, count in counted.items())


def optional_anticolocation(cib: Cib, _real: Answer, _ours: Answer) -> bool:
    """A finite negative colocation: since 2.1.7 unhappy anti-colocated dependents no longer move the primary."""
    return any(_score(constraint) < 0 for constraint in cib.constraints.all("rsc_colocation"))


def optional_colocation_of_a_clone(cib: Cib, _real: Answer, _ours: Answer) -> bool:
    """A clone as dependent of a finite positive colocation: 2.1.5 does not pass it on to the instances."""
    clones = {clone.id for clone in cib.resources.all("clone")}
    constraints = cib.constraints.all("rsc_colocation")
    return any(constraint.get("rsc") in clones and 0 < _score(constraint) < 1_000_000 for constraint in constraints)


def colocation_with_roles(cib: Cib, _real: Answer, _ours: Answer) -> bool:
    """Colocations with a promotable clone or with roles: 2.1.5 adds them twice to promotion scores."""
    promotable = {clone.id for clone in cib.resources.all("clone") if _meta(clone, "promotable") == "true"}
    return any(
        {"rsc-role", "with-rsc-role"} & set(constraint.attributes)
        or {constraint.get("rsc"), constraint.get("with-rsc")} & promotable
        for constraint in cib.constraints.all("rsc_colocation")
    )


def promotable_group(cib: Cib, _real: Answer, _ours: Answer) -> bool:
    """Promotable clones of groups: sorting, roles of members and their milestones were mended in 2.1.8 and 3.0."""
    return any(
        clone.first("group") is not None and _meta(clone, "promotable") == "true"
        for clone in cib.resources.all("clone")
    )


def ordered_clone_siblings(cib: Cib, _real: Answer, _ours: Answer) -> bool:
    """Ordered clones: 2.1.5 orders an instance after the one before it only, now after all before it."""
    return len(cib.nodes.children) > 2 and any(
        _meta(clone, "ordered") == "true" for clone in cib.resources.all("clone")
    )


def cancel_in_the_history(_cib: Cib, real: Answer, _ours: Answer) -> bool:
    """A simulated cancel leaves an entry of that name in the history, which 2.1.5 takes for a sign of life."""
    return any(" cancel=" in line for line in real.actions)


DIFFERENCES = (
    Difference("clone-instances-tried-again", clone_instances_tried_again, PLACEMENT),
    Difference("mandatory-colocations-first", mandatory_colocations_first, PLACEMENT),
    Difference("optional-anticolocation", optional_anticolocation, PLACEMENT),
    Difference("optional-colocation-of-a-clone", optional_colocation_of_a_clone, PLACEMENT),
    Difference("colocation-with-roles", colocation_with_roles, PLACEMENT),
    Difference("promotable-group", promotable_group, PLACEMENT),
    Difference("ordered-clone-siblings", ordered_clone_siblings, frozenset({"actions"})),
    Difference("cancel-in-the-history", cancel_in_the_history, frozenset({"status"})),
)


def _meta(element: Element, name: str) -> str:
    return next((pair.get("value", "") or "" for pair in _pairs(element) if pair.get("name") == name), "")


def _pairs(element: Element) -> Iterator[Element]:
    for attributes in element.all("meta_attributes"):
        yield from attributes.all("nvpair")


def _score(constraint: Element) -> int:
    text = (constraint.get("score") or "0").replace("INFINITY", "1000000")
    return int(text)
