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
            "order-left-behind": typed("node1", "crm resource move web node2 force", "reboot"),
        },
        also_right={
            "pcs": (*typed("node1", "pcs node standby node1", "reboot"), *typed("node2", "pcs node unstandby node1")),
            "move and clear": typed("node1", "crm resource move web node2 force", "reboot", "crm resource clear web"),
            "stop in good order": typed("node1", "systemctl stop pacemaker", "reboot"),
            "until the reboot": typed("node1", "crm node standby node1 reboot", "reboot"),
        },
    ),
    Case(
        "maintenance/unseen",
        right=typed("node1", "httpd -k start", "crm configure property maintenance-mode=false"),
        wrong={
            "trusted-the-screen": typed("node1", "crm configure property maintenance-mode=false"),
            "still-in-maintenance": typed("node1", "httpd -k start"),
            "still-hands-off": typed(
                "node1", "httpd -k start", "crm resource unmanage web", "crm configure property maintenance-mode=false"
            ),
            "not-on-node1": typed(
                "node1", "crm node standby node1", "httpd -k start", "crm configure property maintenance-mode=false"
            ),
        },
        also_right={
            "httpd": typed("node1", "httpd", "pcs property set maintenance-mode=false"),
            "look again": typed("node1", "crm resource refresh httpd", "crm configure property maintenance-mode=false"),
            "the default": typed("node1", "httpd -k start", "crm_attribute -t crm_config -n maintenance-mode -D"),
        },
    ),
)
