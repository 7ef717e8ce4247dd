"""Lesson 10: solutions."""

from tests.course.cases import SETTLE, Case, typed

AWAY = typed("node1", "crm node standby node1")
REBOOT = typed("node1", "reboot")
CASES = (
    Case(
        "maintenance/reboot",
        right=(*AWAY, *REBOOT, *typed("node2", "crm node online node1")),
        wrong={
            "pulled-the-rug": ({"fault": "power-off", "node": "node1"}, SETTLE, {"fault": "power-on", "node": "node1"}),
            "left-in-standby": (*AWAY, *REBOOT),
            "two-at-once": typed("node1", "crm node maintenance node1", "systemctl stop pacemaker corosync"),
            "not-yet-rebooted": AWAY,
        },
    ),
    Case(
        "maintenance/unseen",
        right=typed("node1", "httpd -k start", "crm configure property maintenance-mode=false"),
        wrong={
            "trusted-the-screen": typed("node1", "crm configure property maintenance-mode=false"),
            "still-in-maintenance": typed("node1", "httpd -k start"),
        },
    ),
)
