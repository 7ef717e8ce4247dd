"""Lesson 1: solutions."""

from tests.course.cases import Case, power_cycle, typed

CASES = (
    Case(
        "failover/bring-back",
        right=typed("node1", "crm resource cleanup web", "crm node standby node2", "crm node online node2"),
        wrong={
            "counted-forever": (),
            "cleanup-moves-back": typed("node1", "crm resource cleanup web"),
            "move-without-clear": typed("node1", "crm resource cleanup web", "crm resource move web node1 force"),
            "standby-for-good": typed("node1", "crm resource cleanup web", "crm node standby node2"),
            "inertia-gone": typed(
                "node1",
                "crm configure rsc_defaults resource-stickiness=0",
                "crm resource cleanup web",
                "crm configure location home web 10: node1",
                "crm configure delete home",
            ),
            "limit-raised": typed(
                "node1",
                "crm configure rsc_defaults migration-threshold=10",
                "crm node standby node2",
                "crm node online node2",
            ),
            "a-rule-instead-of-an-action": typed(
                "node1",
                "crm resource cleanup web",
                "crm configure location home web inf: node1",
                "crm node standby node2",
                "crm node online node2",
            ),
        },
        also_right={
            "move and clear": typed(
                "node1", "crm resource cleanup web", "crm resource move web node1 force", "crm resource clear web"
            ),
            "pcs": typed("node1", "pcs resource cleanup httpd", "pcs node standby node2", "pcs node unstandby node2"),
            "stop and start": typed("node1", "crm_resource -C", "crm resource stop web", "crm resource start web"),
            "node2 reboots": (*typed("node1", "crm_failcount -D -r httpd -N node1"), *power_cycle("node2")),
        },
    ),
)
