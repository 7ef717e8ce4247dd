"""Lesson 7: solutions."""

from tests.course.cases import Case, typed

SCORE = "crm configure location by_ping web rule default_ping_set: defined default_ping_set"
CASES = (
    Case(
        "network/best",
        right=typed(
            "node1", "crm configure delete web_location", SCORE, "crm configure rsc_defaults resource-stickiness=100"
        ),
        wrong={
            "never-instead-of-better-not": (),
            "no-rule-no-eyes": typed("node1", "crm configure delete web_location"),
            "stickier-than-the-net": typed("node1", "crm configure delete web_location", SCORE),
            "limit-never-reached": typed("node1", "crm resource param ping set host_list '192.168.0.1 192.168.0.202'"),
        },
        also_right={
            "pcs": typed(
                "node1",
                "pcs constraint delete web_location",
                "pcs constraint location web rule score-attribute=default_ping_set defined default_ping_set",
                "pcs resource defaults update resource-stickiness=100",
            ),
            "no inertia": typed(
                "node1", "crm configure delete web_location", SCORE, "crm configure rsc_defaults resource-stickiness=0"
            ),
        },
    ),
)
