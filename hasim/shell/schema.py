"""What the CIB's schema demands, as far as commands can break it: unique ids, references, scores, required names.

The messages are those of the XML library that checks the real schema.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from hasim.cib import Cib
from hasim.shell.shape import shape_problems

__all__ = ["problems"]

_REFERENCES = {
    "rsc_location": ("rsc",),
    "rsc_colocation": ("rsc", "with-rsc"),
    "rsc_order": ("first", "then"),
    "rsc_ticket": ("rsc",),
}
_REQUIRED = {
    "primitive": ("id",),
    "group": ("id",),
    "clone": ("id",),
    "master": ("id",),
    "bundle": ("id",),
    "rsc_location": ("id",),
    "rsc_colocation": ("id",),
    "rsc_order": ("id",),
    "rsc_ticket": ("id", "ticket"),
    "node": ("id", "uname"),
    "op": ("id", "name", "interval"),
}
_DOUBLING = {
    "rsc_location": ("resource-discovery",),
    "rsc_colocation": ("score", "influence"),
    "rsc_order": ("kind", "score", "symmetrical", "require-all"),
    "rsc_ticket": ("loss-policy",),
}
"""Optional attributes for which the checker reads an element once more, and finds the same fault again."""
_WITHOUT_ID = ("acl_target", "node", "resource_ref", "obj_ref", "role", "role_ref")
"""Elements whose `id` is no id of their own in the sense of XML."""
_UNKNOWN = 'validity error : IDREF attribute {} references an unknown ID "{}"'
_SHARED_IDS = (
    "acl_target",
    "node",
    "role",
    "role_ref",
    "lrm",
    "lrm_resource",
    "lrm_rsc_op",
    "node_state",
    "transient_attributes",
    "obj_ref",
    "resource_ref",
)


def problems(cib: Cib, *, shape: bool = True) -> list[str]:
    """What is wrong with the configuration, one line each; empty if nothing is.

    Without `shape`, what other words were found for already: that an element has the wrong parts is not said again.
    """
    found = [*_missing(cib), *_duplicates(cib), *_dangling(cib), *_contradictions(cib)]
    checked = (cib.root.get("validate-with") or "").startswith("pacemaker-3.")
    return found or (list(shape_problems(cib.root)) if checked and shape else [])


def _missing(cib: Cib) -> Iterator[str]:
    for element in cib.configuration.walk():
        for name in _REQUIRED.get(element.tag, ()):
            if element.get(name) is None:
                yield f"element {element.tag}: Relax-NG validity error : Element {element.tag} lacks attribute {name}"


def _duplicates(cib: Cib) -> Iterator[str]:
    owners = [element for element in cib.configuration.walk() if element.id and element.tag not in _SHARED_IDS]
    for id, number in Counter(element.id for element in owners).items():
        if number > 1:
            last = [element for element in owners if element.id == id][-1]
            yield f"element {last.tag}: Relax-NG validity error : ID {id} already defined"


def _dangling(cib: Cib) -> Iterator[str]:
    known = {element.id for element in cib.configuration.walk() if element.tag not in _WITHOUT_ID}
    for element in cib.configuration.walk():
        for name in ("id-ref", *(("template",) if element.tag == "primitive" else ())):
            if element.get(name, "") not in known | {""}:
                yield f"element {element.tag}: {_UNKNOWN.format(name, element.get(name))}"
        if element.tag == "acl_permission" and element.get("reference", "") not in known | {""}:
            yield f"element acl_permission: {_UNKNOWN.format('reference', element.get('reference'))}"
        if element.tag == "role" and element.id not in known:
            yield f"element role: {_UNKNOWN.format('id', element.id)}"
    for element in cib.constraints.walk():
        for name in _REFERENCES.get(element.tag, ()):
            wanted = element.get(name)
            if wanted is not None and wanted not in known:
                readings = 2 ** sum(each in element.attributes for each in _DOUBLING.get(element.tag, ()))
                yield from [f"element {element.tag}: {_UNKNOWN.format(name, wanted)}"] * readings
        if element.tag == "resource_ref" and element.id not in known:
            yield f"element resource_ref: {_UNKNOWN.format('id', element.id)}"


def _contradictions(cib: Cib) -> Iterator[str]:
    for element in cib.constraints.all("rsc_location"):
        if element.get("node") is not None and element.first("rule") is not None:
            yield "element rsc_location: Relax-NG validity error : Element rsc_location has extra content: rule"
