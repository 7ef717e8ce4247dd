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
            "nowhere-to-go": (),
        },
        also_right={
            "pcs": typed("node2", "pcs resource clear web", "pcs resource cleanup"),
            "delete": typed("node1", "crm configure delete cli-ban-web-on-node2", "crm resource refresh httpd"),
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
            "repaired-not-told": (*typed("node1", REPAIR), *typed("node2", REPAIR, "crm node online node1")),
        },
        also_right={
            "emptied": (
                *({"at": node, "write": "/etc/httpd/conf.d/shop.conf", "text": ""} for node in ("node1", "node2")),
                *typed("node2", "crm node online node1", "crm_resource -C"),
            ),
            "pcs": (
                *typed("node1", f"{REPAIR}; ssh node2 {REPAIR}", "pcs node unstandby node1", "pcs resource cleanup"),
            ),
        },
    ),
    Case(
        "incidents/network-is-fine",
        right=typed("node1", "crm resource param ping set host_list 192.168.0.1", "sleep 30"),
        wrong={
            "right-question-wrong-host": (),
            "blinded": typed("node1", "crm configure delete web_location"),
            "asks-what-always-answers": typed("node1", "crm resource param ping set host_list 127.0.0.1", "sleep 30"),
        },
        also_right={
            "pcs": typed("node1", "pcs resource update ping host_list=192.168.0.1", "sleep 30"),
            "one more": typed("node2", "crm_resource -r ping -p host_list -v '192.168.0.1 192.168.0.11'", "sleep 30"),
        },
    ),
)
