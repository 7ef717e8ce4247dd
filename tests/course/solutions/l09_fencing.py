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
            "nothing-to-fence-with": (),
        },
        also_right={
            "a device for each": typed(
                "node1",
                *(
                    DEVICE.replace("primitive switch", f"primitive f{n}").replace("node1:1;node2:2", f"node{n}:{n}")
                    for n in (1, 2)
                ),
                f"{ON} no-quorum-policy=freeze",
            ),
            "pcs": typed(
                "node1",
                "pcs stonith create sw fence_apc ip=192.168.0.250 username=apc password=apc "
                "'pcmk_host_map=node1:1;node2:2' op monitor interval=60s",
                "pcs property set no-quorum-policy=stop",
                "pcs property set stonith-enabled=true",
            ),
            "the defaults": typed(
                "node1",
                DEVICE,
                *(f"crm_attribute -t crm_config -n {name} -D" for name in ("no-quorum-policy", "stonith-enabled")),
            ),
        },
    ),
)
