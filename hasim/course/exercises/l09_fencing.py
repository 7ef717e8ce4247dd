"""Lesson 9: fencing."""

from typing import Final

from hasim.course.exercise import Goal, Slip, Task
from hasim.course.exercises.l01_failover import other, where
from hasim.course.facts import cib, happened, option, place, places
from hasim.course.question import Misreading, Question
from hasim.course.start import Start
from hasim.session import Session
from hasim.text.message import Message

CUT: Final = {"fault": "cut", "between": ["node1", "node2"]}
SWITCH: Final = "192.168.0.250"


def cut(session: Session) -> tuple[Session, bool]:
    """What would come of a cut between the nodes, and whether that comes to an end."""
    branch = session.fork("cut")
    branch.input(CUT)
    return branch, branch.settle()


def one_copy(session: Session) -> bool:
    """Whether a cut leaves one copy of the site, and never two."""
    branch, _ = cut(session)
    since = len(session.history)
    return len(places(branch, "vip")) == 1 and not happened(branch, "client", since=since, seen="double address")


def comes_to_rest(session: Session) -> bool:
    """Whether the nodes do not go on shooting at each other."""
    return cut(session)[1]


def takes_over(session: Session) -> bool:
    """Whether the site survives the loss of the node where it runs."""
    branch = session.fork("lost")
    branch.input({"fault": "power-off", "node": place(session, "vip")})
    branch.settle()
    return bool(places(branch, "vip"))


def devices(session: Session) -> list[str]:
    """The types of the fence devices that are configured."""
    found = (each for each in cib(session).resources.walk() if each.get("class") == "stonith")
    return [each.get("type") or "" for each in found]


def enabled(session: Session) -> bool:
    """Whether fencing is on; it is, unless somebody has switched it off."""
    return option(session, "stonith-enabled") in ("", "true")


BUILD: Final = Task(
    name="fencing/build",
    title=Message(en="Exercise 1: one copy, whatever happens", ja="演習 1: 何があっても 1 つだけ"),
    text=Message(
        en="The cluster of lesson 1, as it is found in the wild: no fencing, quorum ignored. At 192.168.0.250 there is a "
        "power switch of the kind `fence_apc`: outlet 1 is node1, outlet 2 is node2, user and password are `apc`. Make the "
        "cluster such that a cut between the nodes never leads to two copies of the site, that it comes to rest afterwards, "
        "and that the site survives the loss of its node. (*Check* tries it all.)",
        ja="世間でよく見かける構成、レッスン 1 のクラスタです。フェンシングなし、クォーラムは無視。192.168.0.250 に `fence_apc` "
        "で使える電源スイッチがあり、1 番の口が node1、2 番が node2、ユーザもパスワードも `apc` です。ノード間が切れても"
        "サイトが決して二重にならず、そのあと落ち着き、サイトのあるノードが落ちてもサイトが生き残るようにしてください。"
        "（「答え合わせ」がすべて試します。）",
    ),
    goals=(
        Goal(Message(en="the site runs", ja="サイトは動いている"), lambda s: len(places(s, "vip")) == 1),
        Goal(Message(en="a cut never leads to two copies", ja="切断しても決して二重にならない"), one_copy),
        Goal(Message(en="after a cut the cluster comes to rest", ja="切断のあと、クラスタは落ち着く"), comes_to_rest),
        Goal(
            Message(en="the site survives the loss of its node", ja="サイトのあるノードが落ちても、サイトは生き残る"),
            takes_over,
        ),
        Goal(
            Message(en="the power switch is in charge", ja="電源スイッチがフェンシングを受け持っている"),
            lambda s: enabled(s) and "fence_apc" in devices(s),
        ),
    ),
    slips=(
        Slip(
            "only-a-claim",
            lambda s: enabled(s) and bool({"fence_dummy", "null"} & set(devices(s))) and not one_copy(s),
            Message(
                en="The device says that it has fenced, and the cluster believes it. Did anything lose its power?",
                ja="装置は「フェンスした」と言い、クラスタは信じました。本当に何かの電源が切れましたか。",
            ),
        ),
        Slip(
            "shooting-for-ever",
            lambda s: enabled(s) and bool(devices(s)) and not comes_to_rest(s),
            Message(
                en="They shoot at each other for ever: the one that comes back is alone, and acts as if that did not "
                "matter. What makes it think so?",
                ja="永遠に撃ち合っています。戻ってきたノードはひとりなのに、構わず動き出します。そうさせている設定は何でしょう。",
            ),
        ),
        Slip(
            "never-switched-on",
            lambda s: bool(devices(s)) and not enabled(s),
            Message(
                en="There is a device, but the cluster is told not to use any.",
                ja="装置はありますが、クラスタは「使うな」と言われています。",
            ),
        ),
        Slip(
            "cannot-fence",
            lambda s: enabled(s) and not takes_over(s),
            Message(
                en="The cluster wants to fence and cannot, so the lost node stays unclean and nothing is started. Which node "
                "can your device fence, and by which plug? Ask stonith_admin.",
                ja="フェンスしたいのにできないので、落ちたノードは unclean のまま、何も起動しません。その装置はどのノードを、"
                "どの口でフェンスできるのでしょう。stonith_admin に聞いてみてください。",
            ),
        ),
        Slip(
            "stop-without-fencing",
            lambda s: not devices(s) and option(s, "no-quorum-policy") != "ignore",
            Message(
                en="You have changed what a side without quorum does. But with two_node, is there a side without?",
                ja="クォーラムのない側の振る舞いを変えましたね。でも two_node では、クォーラムのない側がありますか。",
            ),
        ),
        Slip(
            "nothing-to-fence-with",
            lambda s: not devices(s),
            Message(
                en="There is nothing yet with which a node could be switched off. First the device, then the permission.",
                ja="ノードの電源を切る手段がまだありません。まず装置、それから許可です。",
            ),
        ),
    ),
)

DEVICE: Final = (
    f"crm configure primitive switch stonith:fence_apc params ip={SWITCH} username=apc password=apc "
    'pcmk_host_map="node1:1;node2:2" op monitor interval=60s'
)

UNREACHABLE: Final = Question(
    name="fencing/unreachable",
    title=Message(en="Exercise 2: the cable in the cellar", ja="演習 2: 地下室のケーブル"),
    text=Message(
        en="Fencing is configured, with the power switch as its only device, and it worked when it was tested. Last week "
        "somebody unplugged the switch's network cable. Now node1, where the site runs, loses power. Where does `vip` run "
        "when all has settled?",
        ja="フェンシングは設定済みで、装置は電源スイッチだけ、試したときは動きました。ところが先週、誰かがスイッチのネットワーク"
        "ケーブルを抜いてしまいました。そしていま、サイトの動いている node1 が停電で落ちます。落ち着いたとき、`vip` はどこで"
        "動いているでしょう。",
    ),
    start=Start(
        inputs=(
            {"at": "node1", "run": DEVICE},
            {"settle": True},
            {"at": "node1", "run": "crm configure property stonith-enabled=true no-quorum-policy=stop"},
            {"settle": True},
            {"fault": "host-down", "host": SWITCH},
        )
    ),
    then=({"fault": "power-off", "node": "node1"}, {"settle": True}),
    options=where,
    truth=lambda before, after: place(after, "vip"),
    slips=(
        Misreading(
            "lost-is-dead",
            lambda before, after: other(place(before, "vip"), before),
            Message(
                en="You know that node1 is off. What does node2 know, and what must it be sure of before it starts anything?",
                ja="node1 が止まっていることを、あなたは知っています。では node2 は何を知っていて、起動する前に何を確信して"
                "いなければなりませんか。",
            ),
        ),
        Misreading(
            "what-the-screen-says",
            lambda before, after: place(before, "vip"),
            Message(
                en="crm_mon on node2 will say so, with a word behind it. But the machine has no power.",
                ja="node2 の crm_mon にはそう出るでしょう。ある言葉を添えて。でもそのマシンには電気が来ていません。",
            ),
        ),
    ),
)

EXERCISES: Final = (BUILD, UNREACHABLE)
