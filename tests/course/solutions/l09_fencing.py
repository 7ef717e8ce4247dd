"""Lesson 9: solutions."""

from hasim.course.exercises.l09_fencing import DEVICE
from tests.course.cases import Case, typed

ON = "crm configure property stonith-enabled=true"
STOP = "crm configure property no-quorum-policy=stop"
CASES = (
    Case(
        "fencing/build",
        right=typed("node1", DEVICE, f"{ON} no-quorum-policy=stop"),
        wrong={
            "only-a-claim": typed("node1", "crm configure primitive f stonith:fence_dummy", STOP, ON),
            "shooting-for-ever": typed("node1", DEVICE, ON),
            "never-switched-on": typed("node1", DEVICE),
            "cannot-fence": typed("node1", DEVICE.replace("node1:1;node2:2", "node2:2"), STOP, ON),
            "stop-without-fencing": typed("node1", STOP),
        },
    ),
)
