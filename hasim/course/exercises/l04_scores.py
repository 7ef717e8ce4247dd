"""Lesson 4: scores."""

from typing import Final

from hasim.course.exercise import Goal, Slip, Task
from hasim.course.exercises.l01_failover import where
from hasim.course.facts import constraints, crashed, meta, place, places, returned
from hasim.course.question import Misreading, Question
from hasim.course.start import Start
from hasim.session import Session
from hasim.text.message import Message

THREE: Final = ["node1", "node2", "node3"]
DUMMIES: Final = """\
property stonith-enabled=false
primitive db ocf:pacemaker:Dummy op monitor interval=10s
primitive app ocf:pacemaker:Dummy op monitor interval=10s
primitive mail ocf:pacemaker:Dummy op monitor interval=10s
rsc_defaults resource-stickiness=200
"""


def comes_home(session: Session) -> bool:
    """Whether db is on node1 again after a crash of node1 and its return."""
    return place(returned(session, "node1"), "db") == "node1"


def others_stay(session: Session) -> bool:
    """Whether a crash and return of any node leaves app and mail where the crash has put them."""
    return all(
        place(crashed(session, node), name) == place(returned(session, node), name)
        for node in session.nodes
        for name in ("app", "mail")
    )


HOME: Final = Task(
    name="scores/home",
    title=Message(en="Exercise 1: a home for the database", ja="演習 1: データベースの定位置"),
    text=Message(
        en="node1 has the fast disks. `db` should live there: if node1 dies it may run elsewhere, but as soon as node1 "
        "is back, `db` should return to it by itself. `app` and `mail` should **not** wander: wherever a failure has "
        "put them, they stay. (*Check* tries it: it crashes each node on a copy of your cluster and lets it return.)",
        ja="高速なディスクがあるのは node1 です。`db` の定位置は node1 とし、node1 が落ちたらほかで動いてもよいが、"
        "node1 が復帰したらすぐ自分で戻るようにしてください。`app` と `mail` は**動き回らない**こと。故障で移った先に"
        "とどまります。（「答え合わせ」は、あなたのクラスタの写しで各ノードを落としては復帰させ、実際に試します。）",
    ),
    start=Start("two-servers", ({"settle": True},), {"nodes": THREE, "configure": DUMMIES}),
    goals=(
        Goal(Message(en="db runs on node1", ja="db は node1 で動いている"), lambda s: place(s, "db") == "node1"),
        Goal(
            Message(en="when node1 dies, db runs elsewhere", ja="node1 が落ちたら、db はほかのノードで動く"),
            lambda s: bool(places(crashed(s, "node1"), "db")),
        ),
        Goal(Message(en="when node1 is back, so is db", ja="node1 が復帰したら、db も戻る"), comes_home),
        Goal(
            Message(en="app and mail stay where a failure has put them", ja="app と mail は故障で移った先にとどまる"),
            others_stay,
        ),
    ),
    slips=(
        Slip(
            "pinned",
            lambda s: not places(crashed(s, "node1"), "db"),
            Message(
                en="Now db cannot run without node1: the other nodes are forbidden, not merely less loved. What is the "
                "difference between a lower score and a negative one?",
                ja="これでは db は node1 なしで動けません。ほかのノードは「好みでない」のではなく「禁止」されています。"
                "低いスコアと負のスコアの違いは何でしょう。",
            ),
        ),
        Slip(
            "everybody-wanders",
            lambda s: comes_home(s) and not others_stay(s),
            Message(
                en="db comes home, but the others wander, too: they have lost what kept them in place. Does the inertia "
                "of db have to be the inertia of all?",
                ja="db は戻りますが、ほかのリソースまで動き回ります。とどまらせていたものが失われたからです。"
                "db の慣性と、全体の慣性は、同じでなければなりませんか。",
            ),
        ),
        Slip(
            "outbid",
            lambda s: bool(constraints(s, "rsc_location", "db", "node1")) and not comes_home(s),
            Message(
                en="There is a wish for node1, but when node1 comes back, the node where db runs bids more. Compare the "
                "two numbers.",
                ja="node1 への希望はあります。しかし node1 が復帰したとき、db が動いているノードのほうがスコアが高いのです。"
                "2 つの数を比べてみてください。",
            ),
        ),
        Slip(
            "no-inertia",
            lambda s: not constraints(s, "rsc_location", "db") and meta(s, "db", "resource-stickiness") in ("0", ""),
            Message(
                en="Without inertia db is free to move, but nothing draws it to node1: at zero everywhere, only the "
                "number of resources decides.",
                ja="慣性がなければ db は動けますが、node1 に引き寄せるものがありません。どこも 0 なら、決めるのは"
                "リソースの数だけです。",
            ),
        ),
        Slip(
            "no-wish",
            lambda s: not constraints(s, "rsc_location", "db"),
            Message(
                en="Today db is on node1 by the luck of a tie. Once it has run elsewhere, which number would call it back?",
                ja="いま db が node1 にいるのは、同点だったからにすぎません。ほかで動いたあと、呼び戻す数はどこにありますか。",
            ),
        ),
    ),
)

SUM: Final = Question(
    name="scores/sum",
    title=Message(en="Exercise 2: do the sum", ja="演習 2: 足し算"),
    text=Message(
        en="`db` runs on node1, and resource-stickiness is 100. Three constraints exist: 60 for node2, INFINITY for node3, "
        "and -INFINITY for node3. Now somebody adds one more: again 60 for node2. Where will `db` run?",
        ja="`db` は node1 で動いていて、resource-stickiness は 100 です。制約は 3 つ。node2 に 60、node3 に INFINITY、"
        "同じ node3 に -INFINITY。ここで誰かがもう 1 つ、node2 に 60 を追加しました。`db` はどこで動くでしょう。",
    ),
    start=Start(
        "two-servers",
        (
            {"settle": True},
            # Only when db runs on node1: at the first start, without inertia, the 60 would take it to node2.
            {"at": "node1", "run": "crm configure location one db 60: node2"},
            {"settle": True},
        ),
        {
            "nodes": THREE,
            "configure": "property stonith-enabled=false\n"
            "primitive db ocf:pacemaker:Dummy op monitor interval=10s\n"
            "rsc_defaults resource-stickiness=100\n"
            "location two db inf: node3\nlocation three db -inf: node3\n",
        },
    ),
    then=({"at": "node1", "run": "crm configure location four db 60: node2"}, {"settle": True}),
    options=where,
    truth=lambda before, after: place(after, "db"),
    slips=(
        Misreading(
            "largest-constraint-wins",
            lambda before, after: "node1",
            Message(
                en="Each constraint alone loses against 100. But does the scheduler compare constraints, or nodes?",
                ja="1 つずつなら、どの制約も 100 に負けます。でもスケジューラが比べるのは制約でしょうか、ノードでしょうか。",
            ),
        ),
        Misreading(
            "infinity-always-wins",
            lambda before, after: "node3",
            Message(
                en="node3 has both INFINITY and -INFINITY. What is their sum?",
                ja="node3 には INFINITY と -INFINITY の両方があります。足すといくつですか。",
            ),
        ),
        Misreading(
            "a-ban-stops-everything",
            lambda before, after: "nowhere",
            Message(
                en="A ban speaks about one node only. Which nodes are left, and with which sums?",
                ja="禁止が効くのはそのノードだけです。残りのノードと、その合計は?",
            ),
        ),
    ),
)

EXERCISES: Final = (HOME, SUM)
