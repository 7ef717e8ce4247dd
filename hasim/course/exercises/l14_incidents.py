"""Lesson 14: three incidents."""

from typing import Final

from hasim.course.exercise import Goal, Slip, Task
from hasim.course.exercises.l01_failover import NODES, killed
from hasim.course.facts import (
    attribute,
    constraints,
    count,
    crashed,
    move_leftovers,
    place,
    places,
    state,
    tried,
    view,
)
from hasim.course.start import Start
from hasim.session import Session
from hasim.text.message import Message

RUNS: Final = Goal(
    Message(en="the site is up, all of it, on one node", ja="サイトが丸ごと、1 台のノードで動いている"),
    lambda s: place(s, "vip") == place(s, "httpd") and len(places(s, "httpd")) == 1,
)
CLEAN: Final = Goal(
    Message(en="no failures are remembered", ja="失敗の記録が残っていない"), lambda s: not view(s).failcounts
)


def survives(session: Session) -> bool:
    """Whether the site is up after either node has died."""
    return all(places(crashed(session, node), "httpd") for node in session.nodes)


def both_work(session: Session) -> bool:
    """Whether the site fails over from either node when httpd dies there three times."""
    first = place(session, "httpd")
    if first not in NODES:
        return False
    second = tried(session, *killed(first, 3))
    there = place(second, "httpd")
    cleaned = (
        tried(second, {"at": there, "run": "crm resource cleanup web"}, *killed(there, 3)) if there in NODES else second
    )
    return {first, there} == set(NODES) and place(cleaned, "httpd") == first


NO_FAILOVER: Final = Task(
    name="incidents/no-failover",
    title=Message(en="Incident 1", ja="障害 1"),
    text=Message(
        en="Bring the site back, and see to it that the **next** failover comes, from either node. (*Check* lets httpd die "
        "three times on each node, on a copy.)",
        ja="サイトを復旧し、**次の**フェイルオーバーはどちらのノードからでも起きるようにしてください。（「答え合わせ」は、写しの上で"
        "両方のノードの httpd を 3 回ずつ落とします。）",
    ),
    start=Start(
        inputs=(
            {"at": "node1", "run": "crm node standby node1"},
            {"settle": True},
            {"at": "node1", "run": "crm node online node1"},
            {"settle": True},
            {"at": "node1", "run": "crm resource move web node1 force"},
            {"settle": True},
            *killed("node1", 3),
        )
    ),
    goals=(
        RUNS,
        CLEAN,
        Goal(Message(en="it fails over from either node", ja="どちらのノードからもフェイルオーバーする"), both_work),
    ),
    slips=(
        Slip(
            "cleaned-the-symptom",
            lambda s: bool(move_leftovers(s)) and place(s, "httpd") == "node1",
            Message(
                en="It runs again, on node1, as it did yesterday. Why did it not go to node2 last night, and would it now? Ask "
                "for the bill of node2.",
                ja="また node1 で動いています。昨日までと同じように。ではなぜ昨夜 node2 へ行かなかったのでしょう。いまなら行きますか。"
                "node2 の内訳を見てください。",
            ),
        ),
        Slip(
            "nowhere-to-go",
            lambda s: bool(move_leftovers(s)) and not places(s, "httpd"),
            Message(
                en="httpd runs nowhere, although a machine is healthy. Ask for each node by itself what speaks against it: it "
                "is not the same thing on both.",
                ja="健康なマシンがあるのに、httpd はどこでも動いていません。何が反対しているのか、ノードごとに調べてください。"
                "理由は同じではありません。",
            ),
        ),
        Slip(
            "moved-on-top",
            lambda s: bool(move_leftovers(s)) and place(s, "httpd") == "node2",
            Message(
                en="It is on node2 now, by one more order. What do all the orders that were ever given say about the next "
                "failure?",
                ja="node2 に移りましたが、指示がもう 1 つ増えただけです。これまでに出された指示は全部合わせて、次の故障について"
                "何と言っていますか。",
            ),
        ),
        Slip(
            "up-but-scarred",
            lambda s: not move_leftovers(s) and bool(view(s).failcounts),
            Message(
                en="The site is up and the way is free. But one node is still held to be broken. How often may it fail there?",
                ja="サイトは動き、道も空きました。でも片方のノードは、まだ故障中だと思われています。そこではあと何回失敗できますか。",
            ),
        ),
    ),
)

BROKEN: Final = "echo 'VirtualHostt *:80' > /etc/httpd/conf.d/shop.conf"


def forgiven(session: Session) -> Session:
    """What would come of forgetting all failures."""
    at = next((node for node in session.nodes if session.view(node) is not None), session.nodes[0])
    return tried(session, {"at": at, "run": "crm resource cleanup web"})


HALF_ALIVE: Final = Task(
    name="incidents/half-alive",
    title=Message(en="Incident 2", ja="障害 2"),
    text=Message(
        en="Bring the site back, so that it survives the death of either node. (*Check* tries it.)",
        ja="サイトを復旧し、どちらのノードが落ちても生き残るようにしてください。（「答え合わせ」が試します。）",
    ),
    start=Start(
        inputs=(
            {"at": "node2", "run": "crm node standby node1"},
            {"settle": True},
            *({"at": node, "run": BROKEN} for node in NODES),
            *killed("node2"),
        )
    ),
    goals=(
        RUNS,
        CLEAN,
        Goal(
            Message(en="both nodes may run it", ja="両方のノードで動かせる"),
            lambda s: all(state(s, node) == "online" for node in NODES),
        ),
        Goal(Message(en="it survives the death of either node", ja="どちらのノードが落ちても生き残る"), survives),
    ),
    slips=(
        Slip(
            "cleanup-repairs-nothing",
            lambda s: not places(s, "httpd") and any(count(s, "httpd", node) for node in NODES),
            Message(
                en="It fails to start wherever it is tried, however often the failures are forgotten. What does httpd itself say "
                "about its configuration?",
                ja="失敗を何度忘れさせても、どこで試しても起動に失敗します。httpd 自身は、自分の設定について何と言っていますか。",
            ),
        ),
        Slip(
            "one-leg",
            lambda s: len(places(s, "httpd")) == 1 and any(state(s, node) == "standby" for node in NODES),
            Message(
                en="The site is up on one leg. One entry of the change log was not quite done.",
                ja="サイトは片足で立っています。変更記録の 1 件は、本当は完了していませんでした。",
            ),
        ),
        Slip(
            "repaired-not-told",
            lambda s: any(count(s, "httpd", node) for node in NODES) and survives(forgiven(s)),
            Message(
                en="The cause is removed on both nodes, but the cluster still remembers failed starts, and will not try again "
                "where it does.",
                ja="原因は両方のノードで取り除かれました。しかしクラスタは起動の失敗をまだ覚えていて、そのノードでは試そうとしません。",
            ),
        ),
        Slip(
            "the-other-node-too",
            lambda s: len(places(s, "httpd")) == 1 and not survives(s),
            Message(
                en="It runs here. Would it run there? A change that was made on both nodes has to be repaired on both.",
                ja="こちらでは動いています。あちらでも動くでしょうか。両方で行われた変更は、両方で直さなければなりません。",
            ),
        ),
    ),
)

NETWORK: Final = Task(
    name="incidents/network-is-fine",
    title=Message(en="Incident 3", ja="障害 3"),
    text=Message(
        en="Bring the site back. If one node really loses the gateway, the site must still leave it. (*Check* tries it.)",
        ja="サイトを復旧してください。片方のノードが本当にゲートウェイを見失ったら、サイトはこれまでどおりそこを離れなければなりません。"
        "（「答え合わせ」が試します。）",
    ),
    start=Start(
        inputs=(
            {"at": "node1", "run": "crm resource param ping set host_list 192.168.0.11"},
            {"settle": True},
            {"wait": 60},
        )
    ),
    goals=(
        RUNS,
        Goal(
            Message(
                en="both nodes are known to reach the gateway", ja="両ノードともゲートウェイに届いていると分かっている"
            ),
            lambda s: all(reached(s, node) >= 1000 for node in NODES),
        ),
        Goal(
            Message(en="the site leaves a node that loses the gateway", ja="ゲートウェイを見失ったノードからは移る"),
            lambda s: leaves(s),
        ),
    ),
    slips=(
        Slip(
            "blinded",
            lambda s: bool(places(s, "httpd")) and not constraints(s, "rsc_location", "web"),
            Message(
                en="The site runs, because nobody asks about the network any more. Was the question wrong, or the answer?",
                ja="サイトは動いています。ネットワークについて尋ねる者がいなくなったからです。間違っていたのは質問ですか、答えですか。",
            ),
        ),
        Slip(
            "asks-what-always-answers",
            lambda s: all(reached(s, node) >= 1000 for node in NODES) and bool(places(s, "httpd")) and not leaves(s),
            Message(
                en="Both nodes reach what they ping. Would they not reach it just the same if the gateway were gone?",
                ja="両ノードとも、ping の相手には届いています。でもそれは、ゲートウェイがなくなっても届く相手ではありませんか。",
            ),
        ),
        Slip(
            "right-question-wrong-host",
            lambda s: any(reached(s, node) == 0 for node in NODES),
            Message(
                en="Both nodes say that they reach nothing. Type the ping yourself, to whom they ping. Whose address is that?",
                ja="両ノードとも、どこにも届かないと言っています。同じ相手に、自分で ping してみてください。それは誰のアドレスですか。",
            ),
        ),
    ),
)


def reached(session: Session, node: str) -> int:
    """What ping has noted on the node; 0 for nothing, or for what is no number."""
    text = attribute(session, node, "default_ping_set")
    return int(text) if text.isdecimal() else 0


def leaves(session: Session) -> bool:
    """Whether the site leaves its node when that alone loses the gateway."""
    node = place(session, "vip")
    after = tried(session, {"fault": "unreachable", "node": node, "host": "192.168.0.1"}, {"wait": 60})
    return place(after, "vip") not in (node, "nowhere")


EXERCISES: Final = (NO_FAILOVER, HALF_ALIVE, NETWORK)
