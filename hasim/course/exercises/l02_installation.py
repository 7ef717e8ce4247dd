"""Lesson 2: from bare servers to a cluster."""

from typing import Final

from hasim.course.exercise import Goal, Slip, Task
from hasim.course.facts import tried
from hasim.course.start import Inputs, Start
from hasim.session import Session
from hasim.text.message import Message

NODES: Final = ("node1", "node2")
CONF: Final = """\
totem {
        version: 2
        token: 1000
        crypto_cipher: none
        crypto_hash: none
        interface {
                ringnumber: 0
                bindnetaddr: 192.168.0.0
                mcastaddr: 239.255.1.1
                mcastport: 5405
                ttl: 1
        }
}

logging {
        to_logfile: yes
        logfile: /var/log/cluster/corosync.log
        to_syslog: yes
        timestamp: on
}

quorum {
        provider: corosync_votequorum
        expected_votes: 2
        two_node: 1
}
"""
SETTINGS: Final = {"dialect": "1.1", "timezone": "Asia/Tokyo", "start": "2020-05-03T09:00:00+09:00"}


def both(line: str) -> Inputs:
    """The line typed on both nodes."""
    return tuple({"at": node, "run": line} for node in NODES)


def installed(conf: str) -> Inputs:
    """The packages and the same corosync.conf on both nodes."""
    return (
        *both("yum -y install pacemaker-repo-1.1.21-1.1.el7.x86_64.rpm"),
        *both("yum -y install pacemaker-all"),
        *({"at": node, "write": "/etc/corosync/corosync.conf", "text": conf} for node in NODES),
    )


def one_cluster(session: Session) -> bool:
    """Whether both nodes see each other, with quorum and the same DC."""
    views = [session.view(node) for node in NODES]
    return (
        all(
            view is not None and view.quorate and all(view.nodes.get(node) == "online" for node in NODES)
            for view in views
        )
        and len({view.dc for view in views if view is not None}) == 1
    )


def after_blackout(session: Session) -> Session:
    """What would come of a power cut of both nodes."""
    return tried(
        session,
        *({"fault": kind, "node": node} for kind in ("power-off", "power-on") for node in NODES),
    )


def firewalled(session: Session) -> bool:
    """Whether firewalld runs on node2."""
    return session.world.machines["node2"].active("firewalld.service")


SILENCE: Final = Task(
    name="installation/silence",
    title=Message(en="Exercise 1: both healthy, both alone", ja="演習 1: どちらも健康、どちらもひとり"),
    text=Message(
        en="Packages and `corosync.conf` are in place, Pacemaker was started on both nodes, and each sees only itself. Make "
        "one cluster of them. node2 must keep its firewall (it is policy), and after a power cut of both machines the "
        "cluster must come back by itself. (*Check* tries the power cut on a copy.)",
        ja="パッケージも `corosync.conf` も揃い、両ノードで Pacemaker を起動しましたが、どちらにも自分しか見えません。1 つの"
        "クラスタにしてください。node2 のファイアウォールは動かしたままにすること（規則です）。また、2 台とも停電しても、"
        "クラスタが自分で復旧するようにしてください。（「答え合わせ」は、写しの上で停電を試します。）",
    ),
    start=Start(
        "bare",
        (
            *installed(CONF),
            {"at": "node2", "run": "systemctl start firewalld; systemctl enable firewalld"},
            *both("systemctl start pacemaker"),
            {"settle": True},
        ),
        SETTINGS,
    ),
    goals=(
        Goal(
            Message(en="both nodes are online in one cluster", ja="両ノードが 1 つのクラスタでオンライン"), one_cluster
        ),
        Goal(Message(en="the firewall runs on node2", ja="node2 でファイアウォールが動いている"), firewalled),
        Goal(
            Message(en="the cluster comes back after a power cut", ja="停電のあと、クラスタが自分で復旧する"),
            lambda s: one_cluster(after_blackout(s)) and firewalled(after_blackout(s)),
        ),
    ),
    slips=(
        Slip(
            "firewall-off",
            lambda s: not firewalled(s),
            Message(
                en="They hear each other, because nobody listens at the door any more. Policy says that somebody must. What "
                "does the cluster need to be let in?",
                ja="通じるようになったのは、門番がいなくなったからです。規則では、門番が必要です。クラスタのために、何を通せば"
                "よいのでしょう。",
            ),
        ),
        Slip(
            "not-at-boot",
            lambda s: one_cluster(s) and any(after_blackout(s).view(node) is None for node in NODES),
            Message(
                en="It works now. After the power cut the cluster software was not started on every node: who should have done "
                "that?",
                ja="いまは動いています。でも停電のあと、クラスタソフトの起動しなかったノードがあります。起動するのは誰の役目でしょう。",
            ),
        ),
        Slip(
            "open-until-the-next-start",
            lambda s: one_cluster(s) and not one_cluster(after_blackout(s)),
            Message(
                en="The door is open now, but the firewall has forgotten it after the power cut. Where does it keep what it "
                "is to remember?",
                ja="いまは開いていますが、停電のあと、ファイアウォールは忘れていました。覚えておくべきことは、どこに書かれる"
                "のでしょう。",
            ),
        ),
        Slip(
            "only-after-the-next-start",
            lambda s: firewalled(s) and not one_cluster(s) and one_cluster(after_blackout(s)),
            Message(
                en="After the power cut it would work: the firewall has been told what to remember, but it has not read that yet.",
                ja="停電のあとなら通じます。ファイアウォールは覚えておくことを書き込まれましたが、まだそれを読み直していません。",
            ),
        ),
        Slip(
            "still-closed",
            lambda s: firewalled(s) and not one_cluster(s),
            Message(
                en="Each still sees only itself, although ping works. Which layer lets a ping pass and drops the rest?",
                ja="ping は通るのに、どちらにもまだ自分しか見えません。ping だけ通して残りを捨てるのは、どの層でしょう。",
            ),
        ),
    ),
)

SECRET: Final = CONF.replace("cipher: none", "cipher: aes256").replace("hash: none", "hash: sha1")
KEY: Final = "/etc/corosync/authkey"


def keys(session: Session) -> set[str]:
    """The different keys on the nodes."""
    found = (session.world.machines[node].files for node in NODES)
    return {files.read(KEY) if files.is_file(KEY) else "" for files in found}


def encrypted(session: Session) -> bool:
    """Whether both nodes are to speak in cipher."""
    texts = (session.world.machines[node].files.read("/etc/corosync/corosync.conf") for node in NODES)
    return all("crypto_cipher: aes256" in text for text in texts)


KEYS: Final = Task(
    name="installation/keys",
    title=Message(en="Exercise 2: noise", ja="演習 2: 雑音"),
    text=Message(
        en="Encryption is switched on, every node has a key, everything was started, there is no firewall. Still each node "
        "is alone. Make one cluster of them, encrypted.",
        ja="暗号化は有効、どのノードにも鍵があり、すべて起動済み、ファイアウォールもありません。なのに、どちらもひとりぼっち。"
        "暗号化したまま、1 つのクラスタにしてください。",
    ),
    start=Start(
        "bare",
        (*installed(SECRET), *both("corosync-keygen -l"), *both("systemctl start pacemaker"), {"settle": True}),
        SETTINGS,
    ),
    goals=(
        Goal(
            Message(en="both nodes are online in one cluster", ja="両ノードが 1 つのクラスタでオンライン"), one_cluster
        ),
        Goal(Message(en="encryption is on", ja="暗号化は有効"), encrypted),
        Goal(Message(en="both nodes have the same key", ja="両ノードの鍵が同じ"), lambda s: len(keys(s)) == 1),
    ),
    slips=(
        Slip(
            "in-the-clear",
            lambda s: not encrypted(s),
            Message(
                en="Without a cipher the keys do not matter, that is true. But it was asked for.",
                ja="暗号化しなければ鍵は関係ない、そのとおりです。でも求められているのは暗号化です。",
            ),
        ),
        Slip(
            "copied-but-not-read",
            lambda s: len(keys(s)) == 1 and not one_cluster(s),
            Message(
                en="The keys are the same now. When does Corosync read its key?",
                ja="鍵は同じになりました。Corosync が鍵を読むのは、いつでしょう。",
            ),
        ),
        Slip(
            "each-its-own",
            lambda s: len(keys(s)) > 1,
            Message(
                en="Compare the checksums of what must be equal on both nodes.",
                ja="両ノードで同じでなければならないもののチェックサムを比べてみてください。",
            ),
        ),
    ),
)

EXERCISES: Final = (SILENCE, KEYS)
