"""Lesson 14: solutions."""

from tests.course.cases import Case, typed

REPAIR = "rm -f /etc/httpd/conf.d/shop.conf"
CASES = (
    Case(
        "incidents/no-failover",
        right=typed("node1", "crm resource clear web", "crm resource cleanup web"),
        wrong={
            "cleaned-the-symptom": typed("node1", "crm resource cleanup web"),
            "moved-on-top": typed("node1", "crm resource move web node2 force"),
            "up-but-scarred": typed("node1", "crm resource clear web"),
        },
    ),
    Case(
        "incidents/half-alive",
        right=(
            *typed("node1", REPAIR),
            *typed("node2", REPAIR, "crm node online node1", "crm resource cleanup web"),
        ),
        wrong={
            "cleanup-repairs-nothing": typed("node2", "crm node online node1", "crm resource cleanup web"),
            "one-leg": typed("node2", REPAIR, "crm resource cleanup web"),
            "the-other-node-too": typed("node2", REPAIR, "crm node online node1", "crm resource cleanup httpd node2"),
        },
    ),
    Case(
        "incidents/network-is-fine",
        right=typed("node1", "crm resource param ping set host_list 192.168.0.1", "sleep 30"),
        wrong={
            "right-question-wrong-host": (),
            "blinded": typed("node1", "crm configure delete web_location"),
        },
    ),
)
