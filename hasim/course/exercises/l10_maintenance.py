"""Lesson 10: maintenance."""

from typing import Final

from hasim.course.exercise import Goal, Slip, Task
from hasim.course.facts import crashed, downtime, happened, meta, move_leftovers, option, place, places, state
from hasim.course.question import NOWHERE, Misreading, Question
from hasim.course.start import Start
from hasim.session import Session
from hasim.text.message import Message

GOOD_ORDER: Final = 2.5
"""Seconds that a move in good order may cost a client; noticing a dead node takes longer."""


def rebooted(session: Session, node: str) -> bool:
    """Whether the machine runs, and has booted since the session began."""
    machine = session.world.machines[node]
    return machine.on and machine.booted > session.origin.machines[node].booted


def twice(session: Session) -> bool:
    """Whether at any time two machines answered for the address."""
    return happened(session, "client", seen="double address")


def all_online(session: Session) -> bool:
    """Whether every node may run things."""
    return all(state(session, node) == "online" for node in session.nodes)


def survives(session: Session) -> bool:
    """Whether the site is up after either node has died."""
    return all(places(crashed(session, node), "httpd") for node in session.nodes)


def left_alone(session: Session) -> bool:
    """Whether a part of the site is not managed, by a word of its own or of the group."""
    words = {"is-managed": "false", "maintenance": "true"}
    return any(meta(session, name, word) == bad for name in ("web", "vip", "httpd") for word, bad in words.items())


REBOOT: Final = Task(
    name="maintenance/reboot",
    title=Message(en="Exercise 1: a new kernel", ja="演習 1: 新しいカーネル"),
    text=Message(
        en="node1, where the site runs, needs a reboot. Do it so that visitors of the site miss at most two seconds, and "
        "leave both nodes ready for the next failure.",
        ja="サイトが動いている node1 を再起動しなければなりません。利用者に見える停止は最大でも 2 秒までとし、終わったら"
        "両ノードとも次の故障に備えられる状態にしてください。",
    ),
    goals=(
        Goal(
            Message(en="node1 was rebooted and is up", ja="node1 は再起動され、動いている"),
            lambda s: rebooted(s, "node1"),
        ),
        Goal(
            Message(en="visitors missed two seconds at most", ja="利用者に見えた停止は 2 秒以内"),
            lambda s: downtime(s) <= GOOD_ORDER,
        ),
        Goal(
            Message(en="the site runs on one node", ja="サイトは 1 台のノードで動いている"),
            lambda s: len(places(s, "httpd")) == 1,
        ),
        Goal(Message(en="both nodes may run things", ja="両ノードともリソースを動かせる"), all_online),
        Goal(
            Message(en="the site survives the death of either node", ja="どちらのノードが落ちてもサイトは生き残る"),
            survives,
        ),
    ),
    slips=(
        Slip(
            "two-at-once",
            twice,
            Message(
                en="For a while two machines answered for the same address: the cluster software ended on a node whose "
                "services went on.",
                ja="しばらくのあいだ、1 つのアドレスに 2 台が答えていました。サービスが動き続けているノードで、"
                "クラスタソフトだけが止まったからです。",
            ),
        ),
        Slip(
            "pulled-the-rug",
            lambda s: downtime(s) > GOOD_ORDER,
            Message(
                en="The site was still on node1 when it went down, and the other node had to find that out first. Time is "
                "gone that no later step brings back: start over, and move the site before.",
                ja="node1 が落ちたとき、サイトはまだそこにありました。もう一方のノードは、まずそれに気付かなければなりません。"
                "失われた時間は戻りません。最初からやり直して、先にサイトを移しましょう。",
            ),
        ),
        Slip(
            "left-in-standby",
            lambda s: rebooted(s, "node1") and not all_online(s),
            Message(
                en="node1 is up, but the cluster may not use it. If node2 dies tonight, what happens?",
                ja="node1 は起動しましたが、クラスタは使うことを許されていません。今夜 node2 が落ちたら、どうなりますか。",
            ),
        ),
        Slip(
            "order-left-behind",
            lambda s: rebooted(s, "node1") and bool(move_leftovers(s)),
            Message(
                en="The site was moved by an order, and the order is still in force. If node2 dies tonight, may node1 take over?",
                ja="サイトは指示によって移され、その指示はまだ効いています。今夜 node2 が落ちたら、node1 は引き継げますか。",
            ),
        ),
        Slip(
            "not-yet-rebooted",
            lambda s: place(s, "httpd") == "node2" and not rebooted(s, "node1"),
            Message(
                en="The site is out of the way. Now the machine itself.",
                ja="サイトはよけました。次はマシンそのものです。",
            ),
        ),
    ),
)

LEAVE: Final = (
    {"at": "node1", "run": "crm node maintenance node1"},
    {"settle": True},
    {"at": "node1", "run": "systemctl stop pacemaker corosync"},
    {"settle": True},
)

SOFTWARE: Final = Question(
    name="maintenance/software",
    title=Message(en="Exercise 2: just a quick update", ja="演習 2: ちょっと更新するだけ"),
    text=Message(
        en="The site runs on node1. An administrator puts node1 (only node1) into maintenance and stops Pacemaker and "
        "Corosync there, for an update. Where does httpd **truly** run then?",
        ja="サイトは node1 で動いています。管理者が更新のために node1 を（node1 だけを）メンテナンスにし、そこで Pacemaker と"
        "Corosync を止めました。このとき httpd が**実際に**動いているのはどこでしょう。",
    ),
    then=LEAVE,
    options=lambda session: ("node1", "node2", "node1,node2", NOWHERE),
    truth=lambda before, after: place(after, "httpd"),
    slips=(
        Misreading(
            "maintenance-protects",
            lambda before, after: place(before, "httpd"),
            Message(
                en="It does go on there. But what does the other node know, once node1 has taken its leave?",
                ja="そこで動き続けるのはそのとおりです。でも node1 が去ったあと、もう一方のノードは何を知っているでしょう。",
            ),
        ),
        Misreading(
            "stopping-stops-all",
            lambda before, after: next(node for node in before.nodes if node != place(before, "httpd")),
            Message(
                en="Stopping Pacemaker normally stops the resources first. What did maintenance say about that?",
                ja="ふつうは Pacemaker を止めると、先にリソースも止まります。メンテナンスはそれについて何と言っていましたか。",
            ),
        ),
    ),
)

UNSEEN: Final = Task(
    name="maintenance/unseen",
    title=Message(en="Exercise 3: the end of maintenance", ja="演習 3: メンテナンス明け"),
    text=Message(
        en="The cluster is in maintenance mode; a colleague has worked on the web server, and has gone home. crm_mon says "
        "that everything is started. End the maintenance **without a single failure being counted**, with the site running "
        "on node1.",
        ja="クラスタはメンテナンスモードです。同僚が Web サーバの作業をして、帰宅しました。crm_mon では、すべて起動している"
        "ことになっています。**失敗を 1 回も数えられることなく**メンテナンスを終え、サイトを node1 で動かしてください。",
    ),
    start=Start(
        inputs=(
            {"at": "node1", "run": "crm configure property maintenance-mode=true"},
            {"settle": True},
            {"at": "node1", "run": "httpd -k stop"},
            {"settle": True},
        )
    ),
    goals=(
        Goal(
            Message(en="the cluster is in charge again", ja="クラスタが管理を再開している"),
            lambda s: option(s, "maintenance-mode") in ("", "false") and all_online(s) and not left_alone(s),
        ),
        Goal(
            Message(en="the site runs on node1", ja="サイトは node1 で動いている"),
            lambda s: place(s, "httpd") == "node1",
        ),
        Goal(
            Message(en="no failure was ever counted", ja="失敗は一度も数えられていない"),
            lambda s: not happened(s, "fail-count"),
        ),
    ),
    slips=(
        Slip(
            "trusted-the-screen",
            lambda s: happened(s, "fail-count"),
            Message(
                en="The monitor found it dead at once. The screen had shown what was last known: what was true on the "
                "machine? Start over and look there first.",
                ja="監視がすぐに「落ちている」と気付きました。画面に出ていたのは最後に分かっていたことです。マシンの上では"
                "どうだったでしょう。最初からやり直して、先にそちらを見てください。",
            ),
        ),
        Slip(
            "still-hands-off",
            lambda s: option(s, "maintenance-mode") in ("", "false") and left_alone(s),
            Message(
                en="The cluster is in charge again, but not of everything: somebody has told it to keep its hands off a part of "
                "the site.",
                ja="クラスタは管理を再開しましたが、すべてではありません。サイトの一部には手を出すなと言われたままです。",
            ),
        ),
        Slip(
            "not-on-node1",
            lambda s: place(s, "httpd") == "node2" or not all_online(s),
            Message(
                en="The site has left node1, or may not run there. A service that is well needs no move to be handed back.",
                ja="サイトが node1 を離れたか、node1 で動けなくなっています。元気なサービスをクラスタに返すのに、移動は要りません。",
            ),
        ),
        Slip(
            "still-in-maintenance",
            lambda s: place(s, "httpd") == "node1" and option(s, "maintenance-mode") == "true",
            Message(
                en="The service is up again. Now the cluster may know.",
                ja="サービスは復旧しました。もうクラスタに任せても大丈夫です。",
            ),
        ),
    ),
)

EXERCISES: Final = (REBOOT, SOFTWARE, UNSEEN)
