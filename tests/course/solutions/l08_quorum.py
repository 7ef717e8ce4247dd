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
    ),
)
