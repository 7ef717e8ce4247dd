"""Lesson 13: somebody's own cluster."""

from typing import Final

from hasim.course.exercise import Goal, Slip, Task
from hasim.course.facts import move_leftovers, option, place, places
from hasim.course.question import NOWHERE, Misreading, Question
from hasim.course.start import Start
from hasim.intake import take
from hasim.session import Session
from hasim.text.message import Message

ERP: Final = """\
node 1: alpha
node 2: beta
primitive st-alpha stonith:fence_ipmilan params ip=10.1.0.11 username=admin password=x pcmk_host_list={alpha} op monitor interval=60s
primitive st-beta stonith:fence_ipmilan params ip=10.1.0.12 username=admin password=x pcmk_host_list=beta op monitor interval=60s
primitive fs ocf:heartbeat:Filesystem params device=/dev/sdb1 directory=/srv fstype=xfs op monitor interval=20s
primitive vip ocf:heartbeat:IPaddr2 params ip=10.1.0.50 cidr_netmask=24 op monitor interval=10s
group erp fs vip
primitive backup ocf:pacemaker:Dummy op monitor interval=60s
{more}
property stonith-enabled=true
rsc_defaults resource-stickiness=1000 migration-threshold=3
"""
FLAWED: Final = ERP.format(alpha="beta", more="location cli-ban-erp-on-beta erp role=Started -inf: beta")
APART: Final = ERP.format(
    alpha="alpha", more="colocation backup-elsewhere -inf: backup erp\nlocation home erp 100: alpha"
)


def own(text: str) -> Start:
    """Servers made to fit the configuration, as it would be taken in from somebody."""
    taken = take(text)
    return Start("own", ({"settle": True},), {"cib": taken.cib.text(), "dialect": str(taken.dialect)})


def lost(session: Session, node: str) -> Session:
    """What would come of the loss of a node, before it is switched on again."""
    branch = session.fork("lost")
    branch.input({"fault": "power-off", "node": node})
    branch.input({"wait": 30})
    return branch


def survives(session: Session, node: str) -> bool:
    """Whether the ERP system runs after the loss of the node."""
    return bool(places(lost(session, node), "vip"))


def fenced(session: Session, node: str) -> bool:
    """Whether the node, lost, is known to be off: else nothing that ran there is started elsewhere."""
    after = lost(session, node)
    other = next(name for name in session.nodes if name != node)
    seen = after.view(other)
    return seen is not None and seen.nodes.get(node) != "unclean"


SIGN: Final = Task(
    name="own/sign",
    title=Message(en="Exercise 1: sign it?", ja="演習 1: 承認しますか"),
    text=Message(
        en="This configuration was reviewed, signed, and has run for a year on alpha. Ask it what nobody has asked: what if "
        "alpha dies? Change it until the ERP system (`erp`) survives the loss of **either** node. Fencing stays on.",
        ja="この設定はレビューを通って承認され、1 年間 alpha で動いてきました。誰も尋ねなかったことを尋ねてください。alpha が落ちた"
        "ら? **どちらの**ノードを失っても ERP システム（`erp`）が生き残るまで、設定を直してください。フェンシングは有効のままです。",
    ),
    start=own(FLAWED),
    goals=(
        Goal(Message(en="the ERP system runs", ja="ERP システムは動いている"), lambda s: len(places(s, "vip")) == 1),
        Goal(
            Message(en="it survives the loss of alpha", ja="alpha を失っても生き残る"), lambda s: survives(s, "alpha")
        ),
        Goal(Message(en="it survives the loss of beta", ja="beta を失っても生き残る"), lambda s: survives(s, "beta")),
        Goal(
            Message(en="whichever node is lost can be fenced", ja="どちらのノードを失っても、フェンスできる"),
            lambda s: all(fenced(s, node) for node in s.nodes),
        ),
        Goal(
            Message(en="fencing is on", ja="フェンシングは有効"),
            lambda s: option(s, "stonith-enabled") in ("", "true"),
        ),
    ),
    slips=(
        Slip(
            "switched-the-safety-off",
            lambda s: option(s, "stonith-enabled") == "false",
            Message(
                en="Without fencing it moves, yes: also when the other node is alive and still writing to the same disk.",
                ja="フェンシングがなければ確かに移ります。相手が生きていて、同じディスクに書き込んでいるときにも。",
            ),
        ),
        Slip(
            "nobody-can-fence-alpha",
            lambda s: not move_leftovers(s) and not fenced(s, "alpha"),
            Message(
                en="The way to beta is free, but after the loss alpha stays UNCLEAN and nothing starts. Which device may fence "
                "alpha? Read what each says about its targets.",
                ja="beta への道は空きました。しかし alpha を失うと UNCLEAN のまま、何も起動しません。alpha をフェンスできる装置は"
                "どれでしょう。それぞれが対象について何と言っているか、読んでみてください。",
            ),
        ),
        Slip(
            "an-old-order",
            lambda s: bool(move_leftovers(s)),
            Message(
                en="alpha could be lost a hundred times, and erp would not go to beta. Somebody once gave an order. Its name "
                "begins as all such orders do.",
                ja="alpha が何回落ちても、erp は beta へ行きません。かつて誰かが指示を出したからです。その名前は、この種の指示に共通の"
                "文字で始まります。",
            ),
        ),
    ),
)

BACKUP: Final = Question(
    name="own/backup",
    title=Message(en="Exercise 2: and the backup?", ja="演習 2: バックアップは?"),
    text=Message(
        en="The ERP system runs on alpha and the backup on beta: `colocation backup-elsewhere -inf: backup erp`. Fencing is "
        "in order. alpha burns down and does not come back. Where does `backup` run?",
        ja="ERP システムは alpha、バックアップは beta で動いています。`colocation backup-elsewhere -inf: backup erp`。フェンシング"
        "は正常です。alpha が焼けて、戻ってきません。`backup` はどこで動くでしょう。",
    ),
    start=own(APART),
    then=({"fault": "power-off", "node": "alpha"}, {"wait": 30}),
    options=lambda session: (*session.nodes, NOWHERE),
    truth=lambda before, after: place(after, "backup"),
    slips=(
        Misreading(
            "it-was-there-first",
            lambda before, after: place(before, "backup"),
            Message(
                en="It is there already, and well. But who comes to beta now, and which of the two must give way?",
                ja="もうそこで元気に動いています。では、これから beta に来るのは誰で、譲らなければならないのはどちらでしょう。",
            ),
        ),
        Misreading(
            "they-change-places",
            lambda before, after: place(before, "vip"),
            Message(en="That node has no power.", ja="そのノードには電気が来ていません。"),
        ),
    ),
)

EXERCISES: Final = (SIGN, BACKUP)
