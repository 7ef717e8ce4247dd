"""Lesson 7: the network outside."""

from collections.abc import Mapping
from typing import Any, Final

from hasim.course.exercise import Goal, Slip, Task
from hasim.course.exercises.l01_failover import other, where
from hasim.course.facts import constraints, place, places, tried
from hasim.course.question import Misreading, Question
from hasim.session import Session
from hasim.text.message import Message

GATEWAY: Final = "192.168.0.1"
DEAD: Final = {"fault": "host-down", "host": GATEWAY}


def lost(node: str) -> Mapping[str, Any]:
    """The node alone loses the gateway."""
    return {"fault": "unreachable", "node": node, "host": GATEWAY}


def follows(session: Session) -> bool:
    """Whether the site leaves a node that loses the gateway, on either node."""
    first = place(session, "vip")
    there = tried(session, lost(first))
    back = tried(there, {"fault": "reachable", "node": first, "host": GATEWAY}, lost(other(first, session)))
    return (place(there, "vip"), place(back, "vip")) == (other(first, session), first)


def stays_up(session: Session) -> bool:
    """Whether the site runs on when nobody reaches the gateway."""
    return bool(places(tried(session, DEAD), "httpd"))


def bans_by_rule(session: Session) -> bool:
    """Whether a rule still forbids the site a node."""
    rules = (rule for each in constraints(session, "rsc_location", "web") for rule in each.all("rule"))
    return any(rule.get("score") == "-INFINITY" for rule in rules)


BEST: Final = Task(
    name="network/best",
    title=Message(en="Exercise 1: the better connected", ja="演習 1: よりつながっているほうへ"),
    text=Message(
        en="The cluster of lesson 1 once more, with its rule. Change it so that the site always goes to the node that reaches "
        "the gateway, **and** keeps running where it is when nobody reaches it. (*Check* tries both, on both nodes.)",
        ja="レッスン 1 のクラスタを、ルールもそのままで用意しました。サイトが必ずゲートウェイに届くノードへ行き、**しかも**誰も"
        "届かないときには、その場で動き続けるように変えてください。（「答え合わせ」は、両方のノードで両方の場合を試します。）",
    ),
    goals=(
        Goal(Message(en="the site runs", ja="サイトは動いている"), lambda s: len(places(s, "httpd")) == 1),
        Goal(
            Message(en="it leaves a node that loses the gateway", ja="ゲートウェイを見失ったノードからは移る"),
            follows,
        ),
        Goal(
            Message(en="it runs on when nobody reaches the gateway", ja="誰もゲートウェイに届かなくても動き続ける"),
            stays_up,
        ),
    ),
    slips=(
        Slip(
            "never-instead-of-better-not",
            lambda s: follows(s) and not stays_up(s),
            Message(
                en="When the gateway dies, the rule still says never, to every node. What would say: rather the other one?",
                ja="ゲートウェイが落ちると、ルールはやはりすべてのノードに「絶対だめ」と言います。「できればもう一方」と言うには?",
            ),
        ),
        Slip(
            "no-rule-no-eyes",
            lambda s: not constraints(s, "rsc_location", "web") and not follows(s),
            Message(
                en="The site no longer stops, but nothing listens to the attribute any more, either.",
                ja="止まらなくはなりましたが、属性に耳を傾けるものも何もなくなりました。",
            ),
        ),
        Slip(
            "limit-never-reached",
            lambda s: stays_up(s) and not follows(s) and bans_by_rule(s),
            Message(
                en="The rule still says never below its limit. Which number does a node have that has lost the gateway and "
                "nothing else?",
                ja="ルールはまだ、しきい値未満なら「絶対だめ」と言います。ゲートウェイだけを見失ったノードの数は、いくつになりますか。",
            ),
        ),
        Slip(
            "stickier-than-the-net",
            lambda s: stays_up(s) and not follows(s),
            Message(
                en="The wish is there, but it is outbid when it comes to leaving. Add up what keeps the site where it is: "
                "every member of the group counts.",
                ja="希望はありますが、いざ離れる段になると競り負けます。サイトをその場に引き留めているものを合計してみて"
                "ください。グループのメンバーは全員が数に入ります。",
            ),
        ),
    ),
)

FLICKER: Final = Question(
    name="network/flicker",
    title=Message(en="Exercise 2: a flicker", ja="演習 2: 一瞬の途切れ"),
    text=Message(
        en="The cluster of lesson 1: `ping` is monitored every 10 seconds, three pings a round, `dampen=5s`. The site runs on "
        "node1, and resource-stickiness is INFINITY. node1 loses the gateway for **one minute**, then reaches it again. "
        "Where is the site ten minutes later?",
        ja="レッスン 1 のクラスタです。`ping` の監視は 10 秒ごと、1 回に 3 発、`dampen=5s`。サイトは node1 で動いていて、"
        "resource-stickiness は INFINITY です。node1 が **1 分間**だけゲートウェイを見失い、そのあと復旧しました。10 分後、"
        "サイトはどこにありますか。",
    ),
    then=(
        lost("node1"),
        {"wait": 60},
        {"fault": "reachable", "node": "node1", "host": GATEWAY},
        {"wait": 600},
    ),
    options=where,
    truth=lambda before, after: place(after, "vip"),
    slips=(
        Misreading(
            "resources-go-home",
            lambda before, after: place(before, "vip"),
            Message(
                en="When node1 is allowed again: what does INFINITY say about leaving the node where the site runs by then?",
                ja="node1 が再び許されたとき、サイトのいるノードを離れることについて、INFINITY は何と言うでしょう。",
            ),
        ),
        Misreading(
            "lost-means-stopped",
            lambda before, after: "nowhere",
            Message(
                en="The rule forbids the nodes that do not reach the gateway. Which one still did?",
                ja="ルールが禁じるのは、ゲートウェイに届かないノードです。届いていたのは?",
            ),
        ),
    ),
)

EXERCISES: Final = (BEST, FLICKER)
