"""Lesson 8: solutions."""

from tests.course.cases import Case, typed

CASES = (
    Case(
        "quorum/promise",
        right=typed("node1", "crm configure property no-quorum-policy=stop"),
        wrong={
            "still-ignoring": (),
            "frozen-copy": typed("node1", "crm configure property no-quorum-policy=freeze"),
            "nobody-may": typed(
                "node1",
                "crm configure property no-quorum-policy=stop",
                "crm configure location only db -inf: node1",
                "crm configure location only-2 db -inf: node2",
            ),
        },
        also_right={
            "the default": typed("node1", "crm_attribute -t crm_config -n no-quorum-policy -D"),
            "pcs": typed("node1", "pcs property set no-quorum-policy=stop"),
            "demote": typed("node1", "crm configure property no-quorum-policy=demote"),
        },
    ),
)
