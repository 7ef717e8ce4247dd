"""Lesson 6: solutions."""

from tests.course.cases import Case, typed

LONGER = (
    "crm_resource -r batch --set-parameter op_sleep -v 5",
    "crm resource cleanup batch",
)
CASES = (
    Case(
        "failures/forgive",
        right=typed("node1", "crm resource meta httpd set failure-timeout 1h"),
        wrong={
            "never-forgets": (),
            "threshold-instead": typed("node1", "crm resource meta httpd set migration-threshold 10"),
            "forgets-too-fast": typed("node1", "crm resource meta httpd set failure-timeout 60"),
            "remembers-too-long": typed("node1", "crm resource meta httpd set failure-timeout 1d"),
        },
    ),
    Case(
        "failures/unblock",
        right=typed("node1", *LONGER, "crm node online node1"),
        wrong={
            "repaired-not-told": (),
            "cleanup-alone": typed("node1", "crm node online node1", "crm resource cleanup batch"),
            "node-left-out": typed("node1", *LONGER),
        },
    ),
)
