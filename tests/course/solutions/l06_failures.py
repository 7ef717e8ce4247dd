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
        also_right={
            "pcs": typed("node1", "pcs resource meta httpd failure-timeout=3600"),
            "for all": typed("node1", "crm configure rsc_defaults failure-timeout=60min"),
            "of the group": typed("node1", "crm_resource -r web --meta -p failure-timeout -v 1h"),
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
        also_right={
            "more time": typed(
                "node1",
                "pcs resource update batch op stop timeout=30s interval=0s",
                "crm resource cleanup batch",
                "crm node online node1",
            ),
            "pcs": typed(
                "node1",
                "pcs resource update batch op_sleep=5",
                "pcs resource cleanup batch",
                "pcs node unstandby node1",
            ),
        },
    ),
)
