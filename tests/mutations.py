"""Ways to spoil a CIB: what a slip of the hand, a bad script or ill will makes of one.

`mutated(cib)` draws a CIB with one to four mutations; `HOSTILE` are whole documents that nobody writes in good faith.
"""

from __future__ import annotations

from hypothesis import strategies as st

from hasim.cib import Cib, Element
from tests.strategies import clusters

ABSURD = (
    "",
    " ",
    "-1",
    "0",
    "1e400",
    "99999999999999999999999",
    "-INFINITY",
    "+INFINITY",
    "INFINITYY",
    "nan",
    "true",
    "P1D",
    "P99999999999999Y",
    "PT-1S",
    "99999999999s",
    "12xyz",
    "2024-13-45T99:99:99Z",
    "0000-00-00",
    "#uname",
    "%5$s",
    "(",
    "[a-z",
    "\\1",
    ":0",
    "x:99999999",
    "a" * 3000,
    "\u00e9\u4e2d\U0001f600",
    "<&>\"'",
    "\t\n",
    "Promoted",
    "Stopped",
    "stop",
    "1-",
    "-5",
    "1-2-3",
)
TAGS = (
    "primitive", "group", "clone", "master", "template", "bundle", "op", "meta_attributes", "instance_attributes",
    "nvpair", "rule", "expression", "date_expression", "rsc_location", "rsc_colocation", "rsc_order", "rsc_ticket",
    "resource_set", "resource_ref", "tag", "obj_ref", "node", "node_state", "lrm", "lrm_resource", "lrm_rsc_op",
    "fencing-level", "ticket_state", "utilization", "nonsense",
)  # fmt: skip
ATTRIBUTES = (
    "id", "id-ref", "rsc", "with-rsc", "first", "then", "score", "node", "name", "value", "kind", "rsc-pattern",
    "score-attribute", "template", "class", "provider", "type", "interval", "role", "rsc-role", "operation",
    "attribute", "uname", "crmd", "in_ccm", "join", "expected", "call-id", "rc-code", "op-status", "operation_key",
    "transition-magic", "transition-key", "last-rc-change", "sets", "sequential", "require-all", "action", "ticket",
    "loss-policy", "start", "end", "boolean-op", "remote_node", "on_node", "op-digest", "execution-date",
    "have-quorum", "crm_feature_set", "resource-discovery", "symmetrical", "index", "target", "devices",
)  # fmt: skip


def elements(root: Element) -> list[tuple[int, ...]]:
    """The paths of all elements below the root, as child numbers."""
    found: list[tuple[int, ...]] = []
    stack: list[tuple[Element, tuple[int, ...]]] = [(root, ())]
    while stack:
        element, path = stack.pop()
        for number, child in enumerate(element.children):
            found.append((*path, number))
            stack.append((child, (*path, number)))
    return found


def at(root: Element, path: tuple[int, ...]) -> Element:
    """The element that a path leads to."""
    for number in path:
        root = root.children[number]
    return root


def replaced(root: Element, path: tuple[int, ...], by: tuple[Element, ...]) -> Element:
    """A copy of the tree with one element replaced by some."""
    number, *rest = path
    children = list(root.children)
    children[number : number + 1] = [replaced(children[number], tuple(rest), by)] if rest else by
    return root.with_children(children)


@st.composite
def mutated(draw: st.DrawFn, cibs: st.SearchStrategy[Cib] | None = None) -> Cib:
    """A CIB, spoilt in one to four places."""
    root = draw(cibs if cibs is not None else clusters()).root
    for _ in range(draw(st.integers(1, 4))):
        paths = elements(root)
        if paths:
            root = draw(_mutation(root, paths))
    return Cib(root)


@st.composite
def _mutation(draw: st.DrawFn, root: Element, paths: list[tuple[int, ...]]) -> Element:
    path = draw(st.sampled_from(paths))
    element = at(root, path)
    kind = draw(
        st.sampled_from(("drop", "double", "value", "value", "value", "swap", "unset", "set", "tag", "graft", "wrap"))
    )
    match kind:
        case "drop":
            return replaced(root, path, ())
        case "double":
            return replaced(root, path, (element, element))
        case "value" if element.attributes:
            name = draw(st.sampled_from(sorted(element.attributes)))
            return replaced(root, path, (element.with_attributes({name: draw(_value(root))}),))
        case "unset" if element.attributes:
            return replaced(
                root, path, (element.with_attributes({draw(st.sampled_from(sorted(element.attributes))): None}),)
            )
        case "set":
            changes: dict[str, str | None] = {draw(st.sampled_from(ATTRIBUTES)): draw(_value(root))}
            return replaced(root, path, (element.with_attributes(changes),))
        case "tag":
            return replaced(root, path, (Element(draw(st.sampled_from(TAGS)), element.attributes, element.children),))
        case "graft":
            return replaced(root, path, (element.with_child(at(root, draw(st.sampled_from(paths)))),))
        case "wrap":
            return replaced(root, path, (Element(draw(st.sampled_from(TAGS)), {"id": "wrapped"}, (element,)),))
        case "swap":
            other = at(root, draw(st.sampled_from(paths)))
            return replaced(root, path, (other,))
    return root


@st.composite
def _value(draw: st.DrawFn, root: Element) -> str:
    """Something absurd, or something that stands elsewhere in the document."""
    if draw(st.booleans()):
        return draw(st.sampled_from(ABSURD))
    return draw(st.sampled_from(sorted({value for element in root.walk() for value in element.attributes.values()})))
