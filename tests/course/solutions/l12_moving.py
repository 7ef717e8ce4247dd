"""Lesson 12: solutions."""

from tests.course.cases import Case, power_cycle, typed

CASES = (
    Case(
        "moving/tidy",
        right=typed("node1", "crm node standby node1", "crm node online node1"),
        wrong={
            "a-wish-stays": typed("node1", "crm resource move web node2"),
            "a-ban-stays": typed("node1", "crm resource move web node2 force"),
            "a-rule-instead-of-an-action": typed("node1", "crm configure location there web 500: node2"),
            "still-on-standby": typed("node1", "crm node standby node1"),
            "not-moved": (),
        },
        also_right={
            "pcs": typed("node1", "pcs resource move web node2"),
            "move and clear": typed("node1", "crm resource move web node2", "crm resource clear web"),
            "ban and delete": typed("node1", "crm resource ban web node1", "crm configure delete cli-ban-web-on-node1"),
            "a reboot": power_cycle("node1"),
        },
    ),
)
