"""Lesson 11: clones and a database pair."""

from typing import Final

from hasim.course.exercise import Goal, Slip, Task
from hasim.course.facts import constraints, place, roles, tried, view
from hasim.course.question import Misreading, Question
from hasim.course.start import Inputs, Start
from hasim.session import Session
from hasim.text.message import Message

DATA: Final = "mkdir -p /var/lib/pgsql/data /var/lib/pgsql/tmp; echo 15 > /var/lib/pgsql/data/PG_VERSION"
LOCK: Final = "/var/lib/pgsql/tmp/PGSQL.lock"
PAIR: Final = """\
property stonith-enabled=false no-quorum-policy=ignore
primitive pg ocf:heartbeat:pgsql params rep_mode=sync node_list="node1 node2" \
op start timeout=120s interval=0 op stop timeout=120s interval=0 \
op promote timeout=120s interval=0 op demote timeout=120s interval=0 \
op monitor interval=10s role=Master timeout=60s op monitor interval=11s role=Slave timeout=60s
clone pgs pg meta promotable=true notify=true
primitive vip ocf:heartbeat:IPaddr2 params ip=192.168.0.203 nic=ens33 cidr_netmask=24 op monitor interval=10s
"""
FOLLOWING: Final = """\
colocation vip-with-primary inf: vip pgs:Master
order promote-first Mandatory: pgs:promote vip:start
"""


def start(configuration: str, *more: str) -> Start:
    """Two servers with data directories and the configuration, and then what is typed on node1."""
    load: Inputs = (
        *({"at": node, "run": DATA} for node in ("node1", "node2")),
        {"at": "node1", "write": "/root/pair.crm", "text": configuration},
        {"at": "node1", "run": "crm configure load update /root/pair.crm"},
        {"settle": True},
    )
    typed: Inputs = tuple(each for line in more for each in ({"at": "node1", "run": line}, {"settle": True}))
    return Start("two-servers", (*load, *typed))


def primary(session: Session) -> str:
    """The node whose instance is promoted; "" for none."""
    return next((node for node, role in roles(session, "pg").items() if role == "Promoted"), "")


def crashed_primary(session: Session) -> Session:
    """What would come of a crash of the primary's processes."""
    return tried(session, {"at": primary(session), "run": "pkill -9 postgres"})


def together(session: Session) -> bool:
    """Whether the address is where the primary is, now and after a crash of the primary."""
    after = crashed_primary(session)
    return all(place(each, "vip") == primary(each) != "" for each in (session, after)) and primary(after) != primary(
        session
    )


def after_promotion(session: Session) -> bool:
    """Whether, after a crash of the primary, the address is started only when the promotion is done."""
    records = [record for step in crashed_primary(session).history[len(session.history) :] for record in step.records]
    done = [r.time for r in records if r.kind == "operation" and r.details.get("operation") == "promote"]
    begun = [
        r.time
        for r in records
        if r.kind == "operation-begin" and (r.details.get("operation"), r.details.get("resource")) == ("start", "vip")
    ]
    return bool(done) and bool(begun) and max(done) <= min(begun)


FOLLOW: Final = Task(
    name="clones/follow",
    title=Message(en="Exercise 1: follow the primary", ja="演習 1: プライマリについていく"),
    text=Message(
        en="The pair replicates, but nothing ties the address `vip` to it. Applications write through `vip`, so it must "
        "always be where `pg` is **promoted**, also after a crash of the primary, and it must not answer before the "
        "promotion is done. (*Check* crashes the primary on a copy.)",
        ja="ペアは複製できていますが、アドレス `vip` はそれと結び付いていません。アプリケーションは `vip` を通して書き込むので、"
        "`vip` はいつも `pg` が**昇格している**ノードになければなりません。プライマリのクラッシュ後も同じです。また、昇格が"
        "終わる前に応答してはいけません。（「答え合わせ」は、写しの上でプライマリをクラッシュさせます。）",
    ),
    start=start(PAIR, "crm configure location elsewhere vip 50: node2"),
    goals=(
        Goal(
            Message(
                en="vip is with the primary, whatever happens to it",
                ja="プライマリに何が起きても、vip はそのそばにある",
            ),
            together,
        ),
        Goal(Message(en="vip comes after the promotion", ja="vip は昇格のあとに動く"), after_promotion),
    ),
    slips=(
        Slip(
            "tail-wags-the-dog",
            lambda s: any(each.get("rsc") == "pgs" for each in constraints(s, "rsc_colocation", "vip", "pgs")),
            Message(
                en="You have told the database to follow the address. Which of the two knows where the good data is?",
                ja="データベースがアドレスについていくことになっています。良いデータがどこにあるかを知っているのは、どちらですか。",
            ),
        ),
        Slip(
            "any-instance-will-do",
            lambda s: any(
                each.get("with-rsc-role") not in ("Promoted", "Master")
                for each in constraints(s, "rsc_colocation", "vip", "pgs")
            ),
            Message(
                en="vip is now with pgs, but pgs runs on both nodes. Which instance do you mean?",
                ja="vip は pgs と一緒になりましたが、pgs は両方のノードで動いています。どのインスタンスのことですか。",
            ),
        ),
        Slip(
            "then-means-promote-too",
            lambda s: any(
                each.get("first-action") == "promote" and each.get("then-action") is None
                for each in constraints(s, "rsc_order", "vip", "pgs")
            ),
            Message(
                en="The order names an action for the first. Where none is named for the second, it is the same one: but an "
                "address is never promoted.",
                ja="order には、先のものの動作が書かれています。後のものの動作を書かなければ、同じ動作とみなされます。"
                "でも、アドレスが昇格することはありません。",
            ),
        ),
        Slip(
            "when-without-where",
            lambda s: (
                bool(constraints(s, "rsc_order", "vip", "pgs")) and not constraints(s, "rsc_colocation", "vip", "pgs")
            ),
            Message(
                en="You have said when vip starts, but nobody has said where. An order works across nodes.",
                ja="vip が「いつ」起動するかは決まりましたが、「どこで」は誰も言っていません。order はノードをまたいでも効きます。",
            ),
        ),
        Slip(
            "answers-too-early",
            lambda s: together(s) and not after_promotion(s),
            Message(
                en="The place is right. But after a crash, vip answers while the standby is still a standby, and writes fail. "
                "Where is one thing; when is another.",
                ja="場所は正しくなりました。しかしクラッシュのあと、スタンバイがまだスタンバイのうちに vip が応答し、書き込みが失敗"
                "します。「どこで」と「いつ」は別のことです。",
            ),
        ),
        Slip(
            "pinned",
            lambda s: len(constraints(s, "rsc_location", "vip")) > 1 or place(s, "vip") == primary(s),
            Message(
                en="At the moment they are together, but by luck or by name of a node. What if the primary moves?",
                ja="いまは一緒ですが、偶然か、ノード名で指定したからです。プライマリが移ったらどうなりますか。",
            ),
        ),
    ),
)


def role_on_node1(session: Session) -> str:
    """What pg is on node1."""
    return roles(session, "pg").get("node1", "Stopped")


def spoken(answer: str, lang: str) -> str:
    """Roles are the tools' own words."""
    return answer


RETURNS: Final = Question(
    name="clones/returns",
    title=Message(en="Exercise 2: the return of the primary", ja="演習 2: プライマリの帰還"),
    text=Message(
        en="The complete pair, node1 is primary. node1 loses power, and comes back ten minutes later; its services start. "
        "Nobody does anything else. What is `pg` on node1 then?",
        ja="完成したペアで、プライマリは node1 です。node1 が停電で落ち、10 分後に復旧し、サービスも起動しました。ほかには誰も何も"
        "していません。このとき node1 の `pg` は何になっていますか。",
    ),
    start=start(PAIR + FOLLOWING),
    then=(
        {"fault": "power-off", "node": "node1"},
        {"wait": 600},
        {"fault": "power-on", "node": "node1"},
        {"settle": True},
    ),
    options=lambda session: ("Promoted", "Unpromoted", "Stopped"),
    truth=lambda before, after: role_on_node1(after),
    words=spoken,
    slips=(
        Misreading(
            "takes-its-role-back",
            lambda before, after: role_on_node1(before),
            Message(
                en="Two primaries, or the new one demoted for the sake of the old? Whose promotion score is higher by then?",
                ja="プライマリが 2 つ? それとも古いほうのために新しいほうが降格? そのときの昇格スコアは、どちらが高いでしょう。",
            ),
        ),
        Misreading(
            "just-follows",
            lambda before, after: "Unpromoted",
            Message(
                en="That would be nice. But the last thing that node1 was sure of is that it was the primary. What did the "
                "agent leave on its disk, and who has removed it?",
                ja="そうなれば楽なのですが。node1 が最後に確信していたのは、自分がプライマリだということです。エージェントは"
                "ディスクに何を残し、誰がそれを消したでしょう。",
            ),
        ),
    ),
)

REJOIN: Final = Task(
    name="clones/rejoin",
    title=Message(en="Exercise 3: a pair again", ja="演習 3: もう一度ペアに"),
    text=Message(
        en="The primary on node1 has crashed, node2 has taken over. A colleague has rebuilt the data on node1 and left the "
        "rest to you: make it a pair again, with node2 as primary and node1 streaming as its standby.",
        ja="node1 のプライマリがクラッシュし、node2 が引き継ぎました。同僚が node1 のデータを作り直し、あとは任せると言っています。"
        "node2 がプライマリ、node1 がそのスタンバイとして同期している、元どおりのペアにしてください。",
    ),
    start=start(PAIR + FOLLOWING, "pkill -9 postgres"),
    goals=(
        Goal(Message(en="node2 is the primary", ja="node2 がプライマリ"), lambda s: primary(s) == "node2"),
        Goal(
            Message(en="node1 follows as a standby", ja="node1 はスタンバイとして動いている"),
            lambda s: role_on_node1(s) == "Unpromoted",
        ),
        Goal(Message(en="no failures are remembered", ja="失敗の記録が残っていない"), lambda s: not view(s).failcounts),
    ),
    slips=(
        Slip(
            "lost-the-primary",
            lambda s: primary(s) != "node2",
            Message(
                en="The good data was on node2, and now it is not the primary any more. Start over: nothing has to move.",
                ja="良いデータは node2 にあったのに、もうプライマリではありません。最初からやり直しましょう。何も移す必要はありません。",
            ),
        ),
        Slip(
            "forgotten-not-repaired",
            lambda s: s.world.machines["node1"].files.is_file(LOCK),
            Message(
                en="The start on node1 is refused before PostgreSQL is even tried. The failed action in crm_mon tells why.",
                ja="node1 での起動は、PostgreSQL を試すより前に拒否されています。理由は crm_mon の失敗した操作に出ています。",
            ),
        ),
        Slip(
            "nobody-told-the-cluster",
            lambda s: not s.world.machines["node1"].files.is_file(LOCK) and bool(view(s).failcounts),
            Message(
                en="The way is free, but the cluster still remembers that a start on node1 has failed, and that is enough for "
                "it never to try again.",
                ja="道は空きましたが、クラスタは node1 での起動が失敗したことを覚えていて、それだけで二度と試しません。",
            ),
        ),
    ),
)

EXERCISES: Final = (FOLLOW, RETURNS, REJOIN)
