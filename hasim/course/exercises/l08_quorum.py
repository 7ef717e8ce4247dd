"""Lesson 8: quorum and split brain."""

from typing import Final

from hasim.course.exercise import Goal, Slip, Task
from hasim.course.facts import option, place, places, tried
from hasim.course.question import NOWHERE, Misreading, Question
from hasim.course.start import Start
from hasim.session import Session
from hasim.text.message import Message

FIVE: Final = ["node1", "node2", "node3", "node4", "node5"]
ONE: Final = """\
property stonith-enabled=false
primitive db ocf:pacemaker:Dummy op monitor interval=10s
location home db 100: node1
"""


ROOMS: Final = tuple(
    {"fault": "cut", "between": [a, b]} for a in ("node1", "node2") for b in ("node3", "node4", "node5")
)
"""No path between the two rooms."""

FIVE_NODES: Final = Question(
    name="quorum/five",
    title=Message(en="Exercise 1: five nodes", ja="演習 1: 5 台のクラスタ"),
    text=Message(
        en="Five nodes, `no-quorum-policy` is not set, no fencing. `db` likes node1 best and runs there. The switch between "
        "the rooms fails: node1 and node2 still hear each other, and so do node3, node4 and node5, but not across. "
        "On how many nodes does `db` run when all has settled, and on which?",
        ja="ノードは 5 台、`no-quorum-policy` は未設定、フェンシングはありません。`db` は node1 がいちばん好きで、そこで動いて"
        "います。部屋のあいだのスイッチが壊れました。node1 と node2、node3 と node4 と node5 はそれぞれ通信できますが、部屋を"
        "またいでは届きません。落ち着いたとき、`db` は何台の、どのノードで動いているでしょう。",
    ),
    start=Start("two-servers", ({"settle": True},), {"nodes": FIVE, "configure": ONE}),
    then=(*ROOMS, {"settle": True}),
    options=lambda session: (*session.nodes, "node1,node3", NOWHERE),
    truth=lambda before, after: place(after, "db"),
    slips=(
        Misreading(
            "who-runs-it-keeps-it",
            lambda before, after: "node1",
            Message(
                en="It runs there, it likes to be there, and it works there. Count the votes of that side.",
                ja="そこで動いていて、そこが好きで、問題なく動いています。では、その側の票を数えてみてください。",
            ),
        ),
        Misreading(
            "both-sides-run-it",
            lambda before, after: "node1,node3",
            Message(
                en="That would be a split brain. What does a side without quorum do, if nobody has set a policy?",
                ja="それではスプリットブレインです。ポリシーが設定されていないとき、クォーラムのない側は何をしますか。",
            ),
        ),
        Misreading(
            "a-cut-stops-all",
            lambda before, after: NOWHERE,
            Message(
                en="One side stops, yes. Is there a side with more than half of five?",
                ja="止まる側は確かにあります。5 票の過半数を持つ側はありませんか。",
            ),
        ),
    ),
)

PAIR: Final = """\
property stonith-enabled=false no-quorum-policy=ignore
primitive db ocf:pacemaker:Dummy op monitor interval=10s
location home db 100: node3
"""


def one_copy(session: Session) -> bool:
    """Whether a node that is cut off never leads to two copies."""
    return all(len(places(tried(session, {"fault": "unplug", "node": node}), "db")) <= 1 for node in session.nodes)


def survives(session: Session) -> bool:
    """Whether db still runs somewhere when any one node is cut off or dead."""
    faults = [{"fault": kind, "node": node} for kind in ("unplug", "power-off") for node in session.nodes]
    return all(places(tried(session, each), "db") for each in faults)


PROMISE: Final = Task(
    name="quorum/promise",
    title=Message(en="Exercise 2: one copy", ja="演習 2: 1 つだけ"),
    text=Message(
        en="Three nodes, and a configuration that was copied from a two-node tutorial. Whenever one node is cut off, `db` "
        "runs twice. Change the cluster so that it never runs twice, and still runs somewhere when any single node is cut "
        "off or dies. (*Check* tries every node, both ways.)",
        ja="3 台のクラスタですが、設定は 2 台構成の解説から写したものです。どれか 1 台が切り離されると、`db` が二重に動きます。"
        "決して二重に動かず、どの 1 台が切り離されても落ちても、どこかで動き続けるようにしてください。（「答え合わせ」は、"
        "すべてのノードで両方を試します。）",
    ),
    start=Start("two-servers", ({"settle": True},), {"nodes": ["node1", "node2", "node3"], "configure": PAIR}),
    goals=(
        Goal(Message(en="db runs now", ja="db はいま動いている"), lambda s: len(places(s, "db")) == 1),
        Goal(Message(en="db never runs twice", ja="db は決して二重に動かない"), one_copy),
        Goal(Message(en="db survives the loss of any node", ja="どの 1 台を失っても db は動き続ける"), survives),
    ),
    slips=(
        Slip(
            "frozen-copy",
            lambda s: option(s, "no-quorum-policy") == "freeze" and not one_copy(s),
            Message(
                en="A frozen side starts nothing new, but it goes on with what it has. What does it have, and what does the "
                "other side do?",
                ja="freeze の側は新しく何も起動しませんが、いま動いているものは続けます。それは何で、もう一方の側は何をする"
                "でしょう。",
            ),
        ),
        Slip(
            "nobody-may",
            lambda s: one_copy(s) and not survives(s),
            Message(
                en="Never twice, but sometimes not at all: now something keeps db from running on the side that may act.",
                ja="二重には動きませんが、まったく動かないことがあります。動いてよい側で db が動けない理由があるはずです。",
            ),
        ),
        Slip(
            "still-ignoring",
            lambda s: option(s, "no-quorum-policy") == "ignore",
            Message(
                en="Every side still acts as if it had quorum. With three nodes, who would have it after a cut?",
                ja="まだどちらの側も、クォーラムがあるつもりで動いています。3 台なら、切れたあとにクォーラムを持つのは?",
            ),
        ),
    ),
)

EXERCISES: Final = (FIVE_NODES, PROMISE)
