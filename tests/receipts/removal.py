"""Taking the cause that a line of a receipt names out of a CIB, and what the receipt says will be left.

A line can be taken out where something in the document stands for it: a constraint, an option, an attribute, an entry
of a history. What a group, a clone's shape or a node that is down adds has nothing that could go by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from hasim.cib import Cib, Element
from hasim.cib.score import add
from hasim.explain import Receipt
from hasim.scheduler.cluster import Cluster
from hasim.scheduler.resource import Resource
from hasim.scheduler.scores import CauseKind, ScoreCause, sum_of
from hasim.whatif import edits
from hasim.whatif.candidates import lineage

CONSTRAINTS = (CauseKind.LOCATION, CauseKind.COLOCATION, CauseKind.DEPENDENT, CauseKind.TICKET)


def removed(cluster: Cluster, cause: ScoreCause, owner: str, node: str) -> Cib | None:
    """The CIB of `cluster` without what `cause`, in the receipt of `owner` on `node`, names; None if nothing can go."""
    cib = cluster.cib
    about = cluster.resource(cause.resource or owner)
    if about is None:
        return None
    match cause.kind:
        case CauseKind.LOCATION | CauseKind.COLOCATION | CauseKind.DEPENDENT | CauseKind.TICKET:
            return _without_constraint(cib, cause.id)
        case CauseKind.STICKINESS:
            return _with_meta(cib, about, "resource-stickiness", "0")
        case CauseKind.THRESHOLD:
            return _without_attributes(cib, node, rf"(fail-count|last-failure)-{re.escape(_base(about))}(#.*)?")
        case CauseKind.FAILURE:
            return _without_entry(cib, _base(about), cause.id)
        case CauseKind.TARGET_ROLE:
            return _with_meta(cib, about, "target-role", "Started")
        case CauseKind.UNMANAGED:
            return _managed(cib, about, node, cause)
        case CauseKind.HEALTH:
            return _without_attributes(cib, node, "#health.*")
        case CauseKind.PROMOTION:
            return _without_attributes(cib, node, rf"master-{re.escape(_base(about))}")
        case CauseKind.SHUTDOWN_LOCK:
            return edits.with_property(cib, "shutdown-lock", "false")
        case CauseKind.DISCOVERY:
            return _without_exclusive(cib, about)
        case CauseKind.NODE if cause.detail is None:
            return _without_node_score(cib, node)
        case CauseKind.LAUNCHER:
            return _without_meta(cib, about, "container")
    return None


def _managed(cib: Cib, resource: Resource, node: str, cause: ScoreCause) -> Cib | None:
    """With all undone that keeps a resource from being managed."""
    for reason in dict(cause.detail.values)["by"].split(", ") if cause.detail is not None else ():
        match reason.split("=")[0]:
            case "maintenance-mode":
                cib = edits.with_property(cib, "maintenance-mode", "false")
            case "maintenance":
                cib = _with_meta(cib, resource, "maintenance", "false")
            case "is-managed":
                cib = _with_meta(cib, resource, "is-managed", "true")
            case name if name.endswith(": maintenance"):
                cib = edits.without_node_attribute(cib, node, "maintenance")
            case _:
                return None
    return cib


def predicted(receipt: Receipt, gone: ScoreCause) -> int | None:
    """What the lines add up to that do not come from what `gone` comes from; None where they do not tell."""
    gone_with_it = _followers(receipt, gone)
    kept = [cause for cause in receipt.causes if _through(cause) not in gone_with_it]
    return _sum(_rest(cause, receipt.resource, gone, receipt.resource) for cause in kept)


def _through(cause: ScoreCause) -> str:
    known = cause.detail is not None and cause.detail.key == "through"
    return dict(cause.detail.values)["resource"] if known and cause.detail is not None else ""


def _followers(receipt: Receipt, gone: ScoreCause) -> set[str]:
    """The dependents that come to the resource by way of the one whose colocation is gone."""
    found = {gone.resource} if gone.kind is CauseKind.DEPENDENT else set()
    while more := {cause.resource for cause in receipt.causes if _through(cause) in found} - found:
        found |= more
    return found


def _sum(parts: Iterable[int | None]) -> int | None:
    total = 0
    for part in parts:
        if part is None:
            return None
        total = add(total, part)
    return total


def _rest(cause: ScoreCause, owner: str, gone: ScoreCause, of: str) -> int | None:
    """What is left of a line of `owner`: nothing, all of it, or what is behind it; `gone` is a line of `of`."""
    if _same(cause, owner, gone, of):
        return 0
    key = cause.detail.key if cause.detail is not None else ""
    if key == "set-aside" or (key == "not-available" and gone.kind is CauseKind.UNMANAGED):
        return None  # it may count again; the node's maintenance may be behind both lines
    inner = cause.resource or owner
    rest = _sum(_rest(each, inner, gone, of) for each in cause.because)
    if rest == sum_of(cause.because):
        return cause.score
    if rest is not None and cause.kind is CauseKind.LIMIT:
        return cause.score if rest < 0 else 0
    return rest if cause.score == sum_of(cause.because) else None  # a weight is not on the receipt


def _same(cause: ScoreCause, owner: str, gone: ScoreCause, of: str) -> bool:
    """Whether both lines come from the same thing: the constraint, or what is said of the same resource."""
    if gone.kind in CONSTRAINTS and gone.id:
        return cause.id == gone.id and cause.kind in CONSTRAINTS
    return (cause.kind, cause.id, cause.resource or owner) == (gone.kind, gone.id, gone.resource or of)


def _base(resource: Resource) -> str:
    return resource.attribute_name if resource.unique else resource.configured_id


def _without_constraint(cib: Cib, id: str) -> Cib | None:
    for each in cib.constraints.children:
        if each.id == id:
            return edits.without(cib, id)
    return None


def _with_meta(cib: Cib, resource: Resource, name: str, value: str) -> Cib:
    """The resource's own option counts before that of what it belongs to."""
    return edits.with_meta(cib, resource.configured_id, name, value)


def _without_meta(cib: Cib, resource: Resource, name: str) -> Cib | None:
    found = cib.by_id(resource.configured_id)
    for sets in found.all("meta_attributes") if found is not None else ():
        for pair in sets.all("nvpair"):
            if pair.get("name") == name:
                return cib.edit(pair, None)
    return None


def _without_attributes(cib: Cib, node: str, pattern: str) -> Cib | None:
    """Without the attributes of a node whose names match, be they transient or permanent."""
    matching = re.compile(pattern)
    changed = cib
    for holder in [*cib.status.all("node_state"), *cib.nodes.all("node")]:
        if holder.get("uname") == node:
            for each in list(holder.walk()):
                if each.tag == "nvpair" and matching.fullmatch(each.get("name") or ""):
                    changed = changed.edit(each, None)
    return None if changed is cib else changed


def _without_entry(cib: Cib, resource: str, entry: str) -> Cib | None:
    for each in _entries(cib, resource):
        if each.id == entry:
            return cib.edit(each, None)
    return None


def _entries(cib: Cib, resource: str) -> Iterable[Element]:
    for history in cib.status.walk():
        if history.tag == "lrm_resource" and history.id == resource:
            yield from history.all("lrm_rsc_op")


def _without_exclusive(cib: Cib, resource: Resource) -> Cib | None:
    names = {each.configured_id for each in lineage(resource)}
    for each in cib.constraints.all("rsc_location"):
        if each.get("rsc") in names and each.get("resource-discovery") == "exclusive":
            return cib.edit(each, None)
    return None


def _without_node_score(cib: Cib, node: str) -> Cib | None:
    for each in cib.nodes.all("node"):
        if each.get("uname") == node and each.get("score") is not None:
            return cib.edit(each, each.with_attributes({"score": None}))
    return None
