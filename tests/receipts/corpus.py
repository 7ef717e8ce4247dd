"""Small clusters, written by hand, whose receipts together have a line of every kind that can be taken out."""

from __future__ import annotations

from hasim.cib import Cib
from tests.scheduler.clusters import NOW, cib, collective, history, nvset, operation, primitive

THREE = ("n1", "n2", "n3")


def _node_score(document: Cib, node: str, score: str) -> Cib:
    found = next(each for each in document.nodes.children if each.get("uname") == node)
    return document.edit(found, found.with_attributes({"score": score}))


def _failed(resource: str, task: str, rc: int) -> str:
    """It failed, and was stopped."""
    failure = operation(resource, task, rc, call=2, id=f"{resource}_last_failure_0")
    return history(resource, operation(resource, "monitor", 7), failure, operation(resource, "stop", 0, call=3))


def _running_and_failed(resource: str) -> str:
    failed = operation(resource, "monitor", 7, call=3, interval=10000, id=f"{resource}_last_failure_0")
    return history(resource, operation(resource, "start", 0, call=2), failed)


def _location(id: str, resource: str, node: str, score: str, more: str = "") -> str:
    return f'<rsc_location id="{id}" rsc="{resource}" node="{node}" score="{score}" {more}/>'


def _rule(id: str, resource: str, score: str, attribute: str, value: str) -> str:
    expression = f'<expression id="{id}-e" attribute="{attribute}" operation="eq" value="{value}"/>'
    return (
        f'<rsc_location id="{id}" rsc="{resource}"><rule id="{id}-r" score="{score}">{expression}</rule></rsc_location>'
    )


def _colocation(id: str, resource: str, other: str, score: str) -> str:
    return f'<rsc_colocation id="{id}" rsc="{resource}" with-rsc="{other}" score="{score}"/>'


def corpus() -> dict[str, Cib]:
    """The clusters by name."""
    two = primitive("a", resource_stickiness=30) + primitive("b")
    monitor = '<operations><op id="a-m" name="monitor" interval="10s" on-fail="{}"/></operations>'
    counts = {"fail-count-a#monitor_10000": "3", "last-failure-a#monitor_10000": str(NOW - 100)}
    sticky = primitive("a", monitor.format("restart"), resource_stickiness=50, migration_threshold=3)
    member = primitive(
        "c", '<operations><op id="c-m" name="monitor" interval="10s"/></operations>', migration_threshold=1
    )
    promotable = collective("clone", "p", primitive("s", agent="ocf:pacemaker:Stateful"), promotable="true")
    return {
        "preferences": cib(
            two,
            _location("l1", "a", "n1", "100")
            + _location("l2", "a", "n2", "-50")
            + _location("l3", "b", "n2", "INFINITY")
            + _location("l4", "b", "n1", "-INFINITY")
            + _rule("l5", "a", "20", "#uname", "n3"),
            nodes=THREE,
            running={"a": "n1", "b": "n2"},
        ),
        "together": cib(
            two + primitive("c", resource_stickiness=7),
            _colocation("k1", "b", "a", "INFINITY")
            + _colocation("k2", "c", "a", "40")
            + _location("l1", "b", "n2", "9"),
            nodes=THREE,
            running={"a": "n1", "b": "n1", "c": "n2"},
        ),
        "apart": cib(
            two + primitive("c"),
            _colocation("k1", "b", "a", "-INFINITY") + _colocation("k2", "c", "a", "-40"),
            nodes=THREE,
            running={"a": "n1", "b": "n2", "c": "n3"},
        ),
        "group": cib(
            collective("group", "g", sticky, member, resource_stickiness=5),
            _location("l1", "g", "n2", "60") + _location("l2", "c", "n3", "-INFINITY"),
            nodes=THREE,
            running={"a": "n1", "c": "n1"},
            attributes={"n2": {"fail-count-c#monitor_10000": "1", "last-failure-c#monitor_10000": str(NOW - 100)}},
        ),
        "threshold": cib(
            sticky + primitive("b"), nodes=THREE, running={"a": "n2", "b": "n1"}, attributes={"n1": counts}
        ),
        "not-installed": cib(two, nodes=THREE, running={"b": "n2"}, histories={"n1": _failed("a", "start", 5)}),
        "hard-error": cib(two, nodes=THREE, running={"b": "n2"}, histories={"n3": _failed("a", "start", 2)}),
        "on-fail-stop": cib(
            primitive("a", monitor.format("stop")), nodes=THREE, histories={"n1": _running_and_failed("a")}
        ),
        "stopped": cib(
            primitive("a", target_role="Stopped") + primitive("b"),
            _location("l1", "a", "n1", "12"),
            nodes=THREE,
            running={"a": "n1", "b": "n2"},
        ),
        "unmanaged": cib(
            primitive("a", is_managed="false") + primitive("b", maintenance="true"),
            _location("l1", "a", "n1", "12") + _location("l2", "b", "n3", "-5"),
            nodes=THREE,
            running={"a": "n1", "b": "n3"},
        ),
        "health": cib(
            two,
            _location("l1", "a", "n2", "3"),
            {"node-health-strategy": "progressive", "node-health-red": "-100", "node-health-yellow": "-10"},
            nodes=THREE,
            running={"a": "n1", "b": "n2"},
            attributes={"n1": {"#health-disk": "red"}, "n2": {"#health-cpu": "yellow", "#health-disk": "yellow"}},
        ),
        "tickets": cib(
            two,
            '<rsc_ticket id="t1" rsc="a" ticket="gold" loss-policy="stop"/>' + _location("l1", "a", "n2", "3"),
            nodes=THREE,
            running={"a": "n1", "b": "n2"},
        ),
        "exclusive": cib(
            two,
            _location("l1", "a", "n1", "8", 'resource-discovery="exclusive"') + _location("l2", "a", "n2", "8"),
            nodes=THREE,
            running={"a": "n1", "b": "n2"},
        ),
        "node-scores": _node_score(
            _node_score(cib(two, nodes=THREE, running={"a": "n1", "b": "n2"}), "n2", "33"), "n3", "-7"
        ),
        "shutdown-lock": cib(
            primitive("a"),
            _location("l1", "a", "n2", "4"),
            {"shutdown-lock": "true"},
            nodes=THREE,
            running={"a": "n1"},
            attributes={"n1": {"shutdown": str(NOW - 10)}},
        ),
        "promotion": cib(
            promotable,
            _location("l1", "p", "n1", "5"),
            nodes=THREE,
            running={"s": "n1"},
            attributes={"n1": {"master-s": "10"}},
        ),
        "clone": cib(
            collective("clone", "c", primitive("a"), clone_max=3),
            _location("l1", "c", "n2", "-INFINITY") + _location("l2", "c", "n3", "15"),
            nodes=THREE,
            running={"a": "n1"},
        ),
        "opt-in": cib(
            two,
            _location("l1", "a", "n1", "11") + _location("l2", "a", "n2", "22") + _location("l3", "b", "n2", "0"),
            {"symmetric-cluster": "false"},
            nodes=THREE,
            running={"a": "n1", "b": "n2"},
        ),
        "busy": cib(
            collective("group", "g", primitive("a", resource_stickiness=11), primitive("b"), primitive("c"))
            + primitive("d", resource_stickiness=13)
            + primitive("e"),
            _location("l1", "g", "n1", "100")
            + _location("l2", "g", "n2", "-30")
            + _location("l3", "b", "n2", "17")
            + _location("l4", "d", "n3", "40")
            + _location("l5", "e", "n4", "-INFINITY")
            + _rule("l6", "e", "21", "#uname", "n1")
            + _rule("l7", "d", "-19", "#uname", "n2")
            + _colocation("k1", "d", "g", "25")
            + _colocation("k2", "e", "d", "-35"),
            nodes=(*THREE, "n4"),
            running={"a": "n1", "b": "n1", "c": "n1", "d": "n3", "e": "n2"},
        ),
        "failures-everywhere": cib(
            sticky + primitive("b", migration_threshold=2) + primitive("c"),
            _location("l1", "a", "n3", "31") + _location("l2", "b", "n2", "-8") + _colocation("k1", "c", "b", "6"),
            nodes=THREE,
            running={"a": "n3", "b": "n1", "c": "n1"},
            attributes={
                "n1": counts,
                "n2": {**counts, "fail-count-b#start_0": "INFINITY", "last-failure-b#start_0": str(NOW - 100)},
            },
        ),
        "two-tickets": cib(
            two,
            '<rsc_ticket id="t1" rsc="b" ticket="gold" loss-policy="stop"/>'
            '<rsc_ticket id="t2" rsc="b" ticket="silver" loss-policy="stop"/>' + _location("l1", "b", "n2", "3"),
            nodes=THREE,
            running={"a": "n1"},
        ),
        "defaults": cib(
            primitive("a") + primitive("b"),
            _colocation("k1", "b", "a", "INFINITY"),
            nodes=THREE,
            running={"a": "n1", "b": "n1"},
            extra=f"<rsc_defaults>{nvset('meta_attributes', 'd', {'resource-stickiness': 100})}</rsc_defaults>",
        ),
    }
