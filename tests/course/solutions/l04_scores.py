"""Lesson 4: solutions."""

from tests.course.cases import Case, typed

CASES = (
    Case(
        "scores/home",
        right=typed("node1", "crm configure location home db 300: node1"),
        wrong={
            "pinned": typed(
                "node1", "crm configure location a db -inf: node2", "crm configure location b db -inf: node3"
            ),
            "everybody-wanders": typed(
                "node1",
                "crm configure rsc_defaults resource-stickiness=0",
                "crm configure location home db 100: node1",
            ),
            "outbid": typed("node1", "crm configure location home db 100: node1"),
            "no-inertia": typed("node1", "crm resource meta db set resource-stickiness 0"),
            "no-wish": (),
        },
        also_right={
            "pcs": typed("node1", "pcs constraint location db prefers node1"),
            "one more than inertia": typed("node1", "crm configure location home db 201: node1"),
            "less inertia for db": typed(
                "node1", "crm resource meta db set resource-stickiness 0", "crm configure location home db 100: node1"
            ),
        },
    ),
)
