"""Lesson 12: moving things on purpose."""

from typing import Final

from hasim.course.exercise import Goal, Slip, Task
from hasim.course.exercises.l01_failover import NODES, killed, other, where
from hasim.course.facts import constraints, crashed, move_leftovers, place, places, state, tried
from hasim.course.question import Misreading, Question
from hasim.course.start import Start
from hasim.session import Session
from hasim.text.message import Message

LOOSE: Final = (
    {"at": "node1", "run": "crm configure rsc_defaults resource-stickiness=100"},
    {"settle": True},
)


def settled_there(session: Session) -> bool:
    """Whether the site is on node2, would leave it when node2 dies, and would not run back by itself."""
    return (
        place(session, "httpd") == "node2"
        and bool(places(crashed(session, "node2"), "httpd"))
        and bool(places(crashed(session, "node1"), "httpd"))
    )


def stays_away(session: Session) -> bool:
    """Whether, after a failover to node1 and the cleanup, the site stays on node1."""
    failed = tried(session, *killed("node2", 3), {"at": "node1", "run": "crm resource cleanup web"})
    return place(failed, "httpd") == "node1"


TIDY: Final = Task(
    name="moving/tidy",
    title=Message(en="Exercise 1: without a trace", ja="演習 1: 跡を残さず"),
    text=Message(
        en="Move the site to node2, once, for today, and leave no order behind: if it fails over to node1 next month, and is "
        "cleaned up, it shall **not** run back to node2 by itself. (*Check* tries that, and the death of each node.)",
        ja="サイトを node2 へ移してください。今日 1 回だけで、指示は何も残さないこと。来月 node1 へフェイルオーバーして cleanup されても、"
        "勝手に node2 へ戻っては**いけません**。（「答え合わせ」はそれと、各ノードが落ちた場合を試します。）",
    ),
    start=Start(inputs=LOOSE),
    goals=(
        Goal(
            Message(
                en="the site runs on node2 and survives either death",
                ja="サイトは node2 で動き、どちらのノードが落ちても生き残る",
            ),
            settled_there,
        ),
        Goal(Message(en="no order is left behind", ja="指示は何も残っていない"), lambda s: not move_leftovers(s)),
        Goal(
            Message(
                en="after a failover and a cleanup it stays on node1",
                ja="フェイルオーバーと cleanup のあと、node1 にとどまる",
            ),
            stays_away,
        ),
        Goal(
            Message(en="both nodes may run things", ja="両ノードともリソースを動かせる"),
            lambda s: all(state(s, node) == "online" for node in NODES),
        ),
    ),
    slips=(
        Slip(
            "a-ban-stays",
            lambda s: any(name.startswith("cli-ban-") for name in move_leftovers(s)),
            Message(
                en="It is there, but node1 is forbidden now. Let node2 die, and see.",
                ja="移りましたが、node1 が禁止されています。node2 を落として、見てみてください。",
            ),
        ),
        Slip(
            "a-wish-stays",
            lambda s: any(name.startswith("cli-prefer-") for name in move_leftovers(s)),
            Message(
                en="It is there, and the order that brought it there is there, too. What will it say after the next failover?",
                ja="移りました。そして、移した指示も残っています。次のフェイルオーバーのあと、その指示は何と言うでしょう。",
            ),
        ),
        Slip(
            "a-rule-instead-of-an-action",
            lambda s: len(constraints(s, "rsc_location")) > 1,
            Message(
                en="You have made a rule for always. Asked for was an action for today.",
                ja="これからずっとのルールを作りましたね。求められたのは、今日だけの操作です。",
            ),
        ),
        Slip(
            "still-on-standby",
            lambda s: state(s, "node1") != "online",
            Message(
                en="Halfway: it went because node1 may not run anything. That cannot stay so.",
                ja="あと半分です。移ったのは、node1 が何も動かせないからです。そのままにはできません。",
            ),
        ),
        Slip(
            "not-moved",
            lambda s: place(s, "httpd") == "node1",
            Message(
                en="The site is still on node1, or has run back to it. What makes a node give up what runs there, without a word "
                "that stays in the configuration?",
                ja="サイトはまだ node1 にいるか、戻ってしまいました。設定に何も残さずに、ノードで動いているものを手放させるには?",
            ),
        ),
    ),
)

WEEKEND: Final = Question(
    name="moving/weekend",
    title=Message(en="Exercise 2: just for the weekend", ja="演習 2: 週末だけ"),
    text=Message(
        en="resource-stickiness is 100. The site runs on node1. On Friday an administrator types `crm_resource --ban -r web "
        "-N node1 --lifetime P2D` and goes home. On Sunday morning (the ban is still in force) node2 loses power. Where does "
        "httpd run?",
        ja="resource-stickiness は 100、サイトは node1 で動いています。金曜日、管理者が `crm_resource --ban -r web -N node1 "
        "--lifetime P2D` と打って帰宅しました。日曜の朝（禁止はまだ有効）、node2 が停電で落ちます。httpd はどこで動くでしょう。",
    ),
    start=Start(inputs=LOOSE),
    then=(
        {"at": "node1", "run": "crm_resource --ban -r web -N node1 --lifetime P2D"},
        {"settle": True},
        {"wait": 36 * 3600},
        {"fault": "power-off", "node": "node2"},
        {"wait": 60},
    ),
    options=where,
    truth=lambda before, after: place(after, "httpd"),
    slips=(
        Misreading(
            "the-last-node-is-allowed",
            lambda before, after: place(before, "httpd"),
            Message(
                en="It is the only node left, and healthy. What did the tool warn about when the ban was made?",
                ja="残っているのはそのノードだけで、健康です。禁止を作ったとき、ツールは何を警告していましたか。",
            ),
        ),
        Misreading(
            "it-stays-where-it-was-sent",
            lambda before, after: other(place(before, "httpd"), before),
            Message(en="That node has no power.", ja="そのノードには電気が来ていません。"),
        ),
    ),
)

EXERCISES: Final = (TIDY, WEEKEND)
