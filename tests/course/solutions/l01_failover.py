"""Lesson 1: solutions."""

from tests.course.cases import Case, typed

CASES = (
    Case(
        "failover/bring-back",
        right=typed("node1", "crm resource cleanup web", "crm node standby node2", "crm node online node2"),
        wrong={
            "counted-forever": (),
            "cleanup-moves-back": typed("node1", "crm resource cleanup web"),
            "move-without-clear": typed("node1", "crm resource cleanup web", "crm resource move web node1 force"),
            "standby-for-good": typed("node1", "crm resource cleanup web", "crm node standby node2"),
        },
    ),
)
