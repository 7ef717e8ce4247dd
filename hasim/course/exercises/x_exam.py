"""The exam: four tasks without a lesson around them. Their slips are for the teacher's table, and for practising."""

from typing import Final

from hasim.cib import Element
from hasim.course.exercise import Goal, Slip, Task
from hasim.course.exercises.l01_failover import NODES, killed
from hasim.course.exercises.l10_maintenance import all_online, rebooted
from hasim.course.facts import (
    configured,
    constraints,
    crashed,
    downtime,
    meta,
    move_leftovers,
    option,
    place,
    places,
    returned,
    state,
    tried,
    view,
)
from hasim.course.start import Start
from hasim.session import Session
from hasim.text.message import Message

# -- 1: build ------------------------------------------------------------------------------------------------------


def in_order(session: Session) -> bool:
    """Whether stopping the address stops the web server, and stopping the web server leaves the address."""
    without_address = tried(session, {"at": "node1", "run": "crm resource stop vip"})
    without_server = tried(session, {"at": "node1", "run": "crm resource stop httpd"})
    return not places(without_address, "httpd") and len(places(without_server, "vip")) == 1


def third_time(session: Session) -> bool:
    """Whether two crashes are repaired in place and a third one leads to the other node."""
    if place(session, "httpd") != "node1":
        return False
    return place(tried(session, *killed("node1", 2)), "httpd") == "node1" and (
        place(tried(session, *killed("node1", 3)), "httpd")
        == place(tried(session, *killed("node1", 3)), "vip")
        == "node2"
    )


def stays_away(session: Session) -> bool:
    """Whether the site, after a crash of node1 and its return, stays on node2."""
    return place(returned(session, "node1"), "httpd") == "node2"


BUILD: Final = Task(
    name="exam/build",
    title=Message(en="Task 1: build it", ja="課題 1: 構築"),
    text=Message(
        en="Two servers, the cluster software runs, nothing is configured. Configure `httpd` (ocf:heartbeat:apache, "
        "configfile /etc/httpd/conf/httpd.conf, statusurl http://127.0.0.1/server-status) and `vip` (ocf:heartbeat:IPaddr2, "
        "192.168.0.203/24 on ens33), both watched every 10 seconds, without fencing, such that: they always run together; "
        "httpd is started after vip and stopped before it; the site runs on node1; two crashes of httpd are repaired in place, "
        "the third leads to node2; and after a crash and return of node1 the site stays where it is.",
        ja="サーバが 2 台、クラスタソフトは動いていて、設定は空です。`httpd`（ocf:heartbeat:apache、configfile "
        "/etc/httpd/conf/httpd.conf、statusurl http://127.0.0.1/server-status）と `vip`（ocf:heartbeat:IPaddr2、ens33 上の "
        "192.168.0.203/24）を、どちらも 10 秒ごとの監視付き、フェンシングなしで設定してください。条件: 2 つはいつも一緒に動く。"
        "httpd は vip のあとに起動し、先に止まる。サイトは node1 で動く。httpd のクラッシュは 2 回までその場で復旧し、3 回目で "
        "node2 へ移る。node1 が落ちて復帰しても、サイトは移った先にとどまる。",
    ),
    start=Start("two-servers"),
    goals=(
        Goal(
            Message(en="the site runs on node1", ja="サイトは node1 で動いている"),
            lambda s: place(s, "httpd") == place(s, "vip") == "node1",
        ),
        Goal(
            Message(en="httpd depends on vip, and not vip on httpd", ja="httpd は vip に依存し、逆は依存しない"),
            in_order,
        ),
        Goal(
            Message(
                en="the third crash leads to node2, the first two do not",
                ja="3 回目のクラッシュで node2 へ、2 回目までは移らない",
            ),
            third_time,
        ),
        Goal(Message(en="it does not run back", ja="勝手に戻らない"), stays_away),
    ),
    slips=(
        Slip(
            "apart",
            lambda s: place(s, "httpd") != place(s, "vip"),
            Message(en="They run, but not together.", ja="動いていますが、一緒ではありません。"),
        ),
        Slip(
            "not-watched",
            lambda s: place(tried(s, *killed("node1")), "httpd") == "nowhere",
            Message(en="A crash is not noticed. Who looks?", ja="クラッシュに気付いていません。見に行くのは誰ですか。"),
        ),
        Slip(
            "no-threshold",
            lambda s: place(s, "httpd") == "node1" and place(tried(s, *killed("node1", 3)), "httpd") == "node1",
            Message(en="It is repaired in place for ever.", ja="何回落ちても、その場で復旧し続けます。"),
        ),
        Slip(
            "runs-home",
            lambda s: third_time(s) and not stays_away(s),
            Message(
                en="It runs back by itself: what would hold it?", ja="勝手に戻ります。引き留めるものは何でしょう。"
            ),
        ),
    ),
)

# -- 2: find -------------------------------------------------------------------------------------------------------


def accepts_both(session: Session) -> bool:
    """Whether the site survives the death of either node."""
    return all(places(crashed(session, node), "httpd") for node in NODES)


FIND: Final = Task(
    name="exam/find",
    title=Message(en="Task 2: find it", ja="課題 2: 原因究明"),
    text=Message(
        en="The site is down. Bring it back such that it survives the death of either node. More than one thing is wrong.",
        ja="サイトが停止しています。どちらのノードが落ちても生き残るように復旧してください。おかしいところは 1 つではありません。",
    ),
    start=Start(
        inputs=(
            {"at": "node1", "run": "crm_resource --ban -r web -N node2"},
            {"settle": True},
            {"at": "node1", "run": "echo 'Listenn 80' >> /etc/httpd/conf/httpd.conf"},
            *killed("node1"),
            {"at": "node1", "run": "crm resource stop vip"},
            {"settle": True},
        )
    ),
    goals=(
        Goal(
            Message(en="the site is up", ja="サイトが動いている"),
            lambda s: place(s, "httpd") == place(s, "vip") != "nowhere",
        ),
        Goal(Message(en="no failures are remembered", ja="失敗の記録が残っていない"), lambda s: not view(s).failcounts),
        Goal(Message(en="it survives the death of either node", ja="どちらのノードが落ちても生き残る"), accepts_both),
    ),
    slips=(
        Slip(
            "still-told-to-stop",
            lambda s: meta(s, "vip", "target-role") == "Stopped",
            Message(en="Something is stopped on purpose.", ja="わざと止められているものがあります。"),
        ),
        Slip(
            "still-broken",
            lambda s: "Listenn" in s.world.machines["node1"].files.read("/etc/httpd/conf/httpd.conf"),
            Message(
                en="On node1 httpd cannot start: what does it say itself?",
                ja="node1 では httpd が起動できません。httpd 自身は何と言っていますか。",
            ),
        ),
        Slip(
            "still-banned",
            lambda s: bool(move_leftovers(s)),
            Message(en="One node is forbidden.", ja="禁止されているノードがあります。"),
        ),
    ),
)

# -- 3: protect ----------------------------------------------------------------------------------------------------

THREE: Final = """\
property stonith-enabled=false no-quorum-policy=ignore
primitive db ocf:pacemaker:Dummy params op_sleep=12 \
op start timeout=30s interval=0 op stop timeout=10s interval=0 op monitor interval=60s timeout=30s
location home db 100: node1
"""


def never_twice(session: Session) -> bool:
    """Whether a node that is cut off never leads to two copies of db."""
    return all(len(places(tried(session, {"fault": "unplug", "node": node}), "db")) == 1 for node in session.nodes)


def stop_is_survived(session: Session) -> bool:
    """Whether a stop that fails ends with db elsewhere."""
    at = place(session, "db")
    other = next(node for node in session.nodes if node != at)
    after = tried(session, {"at": other, "run": f"crm node standby {at}"})
    return place(after, "db") not in (at, "nowhere")


PROTECT: Final = Task(
    name="exam/protect",
    title=Message(en="Task 3: protect it", ja="課題 3: 保護"),
    text=Message(
        en="Three nodes run `db`, which must never run twice, and whose stop takes longer than it may (leave `db` as it is). At "
        "192.168.0.250 there is a power switch for `fence_apc` (user and password `apc`), outlets 1, 2 and 3 for node1, node2 "
        "and node3. Configure the cluster such that db never runs twice when any node is cut off, and runs elsewhere when its "
        "stop fails.",
        ja="3 台のノードで `db` を動かしています。`db` は決して二重に動いてはならず、停止には許された時間より長くかかります（`db` は"
        "変更しないこと）。192.168.0.250 に `fence_apc` 用の電源スイッチがあり（ユーザもパスワードも `apc`）、1、2、3 番の口が "
        "node1、node2、node3 です。どのノードが切り離されても db が二重に動かず、停止に失敗したらほかのノードで動くように、"
        "クラスタを設定してください。",
    ),
    start=Start("two-servers", ({"settle": True},), {"nodes": ["node1", "node2", "node3"], "configure": THREE}),
    goals=(
        Goal(Message(en="db runs, once", ja="db は 1 つだけ動いている"), lambda s: len(places(s, "db")) == 1),
        Goal(
            Message(
                en="db never runs twice, nor nowhere, when a node is cut off",
                ja="ノードが切り離されても、db は二重にならず、止まりもしない",
            ),
            never_twice,
        ),
        Goal(Message(en="a stop that fails is survived", ja="停止に失敗しても、ほかで動く"), stop_is_survived),
        Goal(
            Message(en="db itself is as it was", ja="db の設定は元のまま"),
            lambda s: configured(s, "db") is not None and meta(s, "db", "target-role") == "" and _untouched(s),
        ),
    ),
    slips=(
        Slip(
            "quorum-alone",
            lambda s: option(s, "no-quorum-policy") in ("stop", "") and option(s, "stonith-enabled") == "false",
            Message(
                en="A side without quorum promises to stop db. Can it keep that promise, if the stop fails?",
                ja="クォーラムのない側は db を止めると約束します。停止に失敗したら、その約束は守れますか。",
            ),
        ),
        Slip(
            "device-not-used",
            lambda s: (
                any(each.get("class") == "stonith" for each in _resources(s))
                and option(s, "stonith-enabled") == "false"
            ),
            Message(en="There is a device that nobody may use.", ja="誰にも使えない装置があります。"),
        ),
        Slip(
            "nothing-yet",
            lambda s: option(s, "no-quorum-policy") == "ignore",
            Message(
                en="Every part of a cluster in pieces still acts.",
                ja="ばらばらになったクラスタの、どの部分もまだ動きます。",
            ),
        ),
    ),
)


def _resources(session: Session) -> list[Element]:
    found = session.cib()
    return [] if found is None else [each for each in found.resources.walk() if each.tag == "primitive"]


def _untouched(session: Session) -> bool:
    element = configured(session, "db")
    values = {pair.get("name"): pair.get("value") for pair in element.walk() if pair.tag == "nvpair"} if element else {}
    stops = (
        [each.get("timeout") for each in element.walk() if each.tag == "op" and each.get("name") == "stop"]
        if element
        else []
    )
    return values.get("op_sleep") == "12" and stops == ["10s"]


# -- 4: maintain ---------------------------------------------------------------------------------------------------


MAINTAIN: Final = Task(
    name="exam/maintain",
    title=Message(en="Task 4: maintain it", ja="課題 4: 保守"),
    text=Message(
        en="Both nodes need a reboot. The site may be down for at most five seconds in all. At the end it runs on node1, both "
        "nodes are ready, and nothing is left behind in the configuration.",
        ja="両方のノードを再起動する必要があります。サイトの停止は合計 5 秒まで。最後にサイトは node1 で動き、両ノードとも使える状態で、"
        "設定には何も残さないこと。",
    ),
    goals=(
        Goal(
            Message(en="both nodes were rebooted", ja="両ノードとも再起動された"),
            lambda s: all(rebooted(s, node) for node in NODES),
        ),
        Goal(
            Message(en="the site was down for five seconds at most", ja="サイトの停止は合計 5 秒以内"),
            lambda s: downtime(s) <= 5.5,
        ),
        Goal(
            Message(en="the site runs on node1", ja="サイトは node1 で動いている"),
            lambda s: place(s, "httpd") == "node1",
        ),
        Goal(
            Message(en="both nodes are ready, and no order is left", ja="両ノードとも使え、指示は残っていない"),
            lambda s: all_online(s) and not move_leftovers(s) and len(constraints(s, "rsc_location")) == 1,
        ),
    ),
    slips=(
        Slip(
            "under-running-services",
            lambda s: downtime(s) > 5.5,
            Message(
                en="A node was taken down under the running site.", ja="サイトが動いているままのノードを落としました。"
            ),
        ),
        Slip(
            "orders-left",
            lambda s: bool(move_leftovers(s)),
            Message(
                en="It is home, and the order that brought it there is still in force.",
                ja="元の場所に戻りましたが、戻した指示がまだ有効です。",
            ),
        ),
        Slip(
            "half-done",
            lambda s: (
                sum(rebooted(s, node) for node in NODES) == 1 or any(state(s, node) == "standby" for node in NODES)
            ),
            Message(en="One node is done.", ja="片方は済みました。"),
        ),
    ),
)

EXERCISES: Final = (BUILD, FIND, PROTECT, MAINTAIN)
