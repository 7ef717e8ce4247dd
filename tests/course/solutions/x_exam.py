"""The exam: solutions."""

from tests.course.cases import SETTLE, Case, typed

OFF = "crm configure property stonith-enabled=false no-quorum-policy=ignore"
STICKY = "crm configure rsc_defaults resource-stickiness=100 migration-threshold=3"
APACHE = (
    "crm configure primitive httpd ocf:heartbeat:apache params configfile=/etc/httpd/conf/httpd.conf "
    "statusurl=http://127.0.0.1/server-status"
)
ADDRESS = "crm configure primitive vip ocf:heartbeat:IPaddr2 params ip=192.168.0.203 nic=ens33 cidr_netmask=24"
WATCHED = " op monitor interval=10s"
GROUP = "crm configure group web vip httpd"
HOME = ("crm node standby node2", "crm node online node2")
SWITCH = (
    "crm configure primitive switch stonith:fence_apc params ip=192.168.0.250 username=apc password=apc "
    'pcmk_host_map="node1:1;node2:2;node3:3" op monitor interval=60s'
)
STOP = "crm configure property no-quorum-policy=stop"


def reboot(node: str, other: str) -> tuple[dict[str, object], ...]:
    away = typed(other, f"crm node standby {node}")
    back = typed(other, f"crm node online {node}")
    return (*away, {"at": node, "run": "reboot"}, SETTLE, *back)


CASES = (
    Case(
        "exam/build",
        right=typed("node1", OFF, STICKY, APACHE + WATCHED, ADDRESS + WATCHED, GROUP, *HOME),
        wrong={
            "apart": typed("node1", OFF, STICKY, APACHE + WATCHED, ADDRESS + WATCHED),
            "not-watched": typed("node1", OFF, STICKY, APACHE, ADDRESS, GROUP, *HOME),
            "no-threshold": typed(
                "node1",
                OFF,
                "crm configure rsc_defaults resource-stickiness=100",
                APACHE + WATCHED,
                ADDRESS + WATCHED,
                GROUP,
                *HOME,
            ),
            "runs-home": typed(
                "node1",
                OFF,
                "crm configure rsc_defaults migration-threshold=3",
                APACHE + WATCHED,
                ADDRESS + WATCHED,
                GROUP,
                "crm configure location home web 50: node1",
            ),
        },
    ),
    Case(
        "exam/find",
        right=typed(
            "node1",
            "crm resource clear web",
            "sed -i /Listenn/d /etc/httpd/conf/httpd.conf",
            "crm resource start vip",
            "crm resource cleanup web",
        ),
        wrong={
            "still-told-to-stop": (),
            "still-broken": typed("node1", "crm resource start vip", "crm resource clear web"),
            "still-banned": typed(
                "node1",
                "sed -i /Listenn/d /etc/httpd/conf/httpd.conf",
                "crm resource start vip",
                "crm resource cleanup web",
            ),
        },
    ),
    Case(
        "exam/protect",
        right=typed("node1", SWITCH, f"{STOP} stonith-enabled=true"),
        wrong={
            "nothing-yet": (),
            "quorum-alone": typed("node1", STOP),
            "device-not-used": typed("node1", SWITCH),
        },
    ),
    Case(
        "exam/maintain",
        right=(*reboot("node1", "node2"), *reboot("node2", "node1")),
        wrong={
            "half-done": reboot("node1", "node2"),
            "under-running-services": tuple(
                each
                for node in ("node1", "node2")
                for kind in ("power-off", "power-on")
                for each in ({"fault": kind, "node": node}, SETTLE)
            ),
            "orders-left": (
                *reboot("node2", "node1"),
                *reboot("node1", "node2"),
                *typed("node1", "crm resource move web node1 force"),
            ),
        },
    ),
)
