"""Lesson 2: solutions."""

from hasim.course.exercises.l02_installation import KEY
from tests.course.cases import Case, typed

OPEN = ("firewall-cmd --permanent --add-service=high-availability", "firewall-cmd --reload")
ENABLED = (*typed("node1", "systemctl enable pacemaker"), *typed("node2", "systemctl enable pacemaker"))
COPY = typed("node1", f"scp {KEY} node2:{KEY}")
PLAIN = "sed -i -e s/aes256/none/ -e s/sha1/none/ /etc/corosync/corosync.conf; systemctl stop pacemaker corosync"
CASES = (
    Case(
        "installation/silence",
        right=(*typed("node2", *OPEN), *ENABLED),
        wrong={
            "still-closed": (),
            "firewall-off": typed("node2", "systemctl stop firewalld"),
            "not-at-boot": typed("node2", *OPEN),
            "open-until-the-next-start": (*typed("node2", "firewall-cmd --add-service=high-availability"), *ENABLED),
            "only-after-the-next-start": (
                *typed("node2", "firewall-cmd --permanent --add-service=high-availability"),
                *ENABLED,
            ),
        },
        also_right={
            "ports": (
                *typed("node2", "firewall-cmd --permanent --add-port=5404-5405/udp", "firewall-cmd --reload"),
                *ENABLED,
            ),
            "kept": (
                *typed("node2", "firewall-cmd --add-service=high-availability", "firewall-cmd --runtime-to-permanent"),
                *ENABLED,
            ),
        },
    ),
    Case(
        "installation/keys",
        right=(*COPY, *typed("node2", "systemctl stop pacemaker corosync; systemctl start pacemaker")),
        wrong={
            "each-its-own": (),
            "copied-but-not-read": COPY,
            "in-the-clear": (*typed("node1", PLAIN), *typed("node2", PLAIN)),
        },
        also_right={
            "the other key": (
                *typed("node2", f"scp {KEY} node1:{KEY}"),
                *typed("node1", "systemctl stop pacemaker corosync", "systemctl start pacemaker"),
            ),
            "a new key": (
                *typed("node1", "systemctl stop pacemaker corosync", "corosync-keygen -l", f"scp {KEY} node2:{KEY}"),
                *typed("node2", "systemctl stop pacemaker corosync", "systemctl start pacemaker"),
                *typed("node1", "systemctl start pacemaker"),
            ),
            "reboot": (*COPY, *typed("node2", "systemctl enable pacemaker", "reboot")),
        },
    ),
)
