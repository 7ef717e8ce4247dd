"""Lesson 1: failover and failback."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from hasim.course.exercise import Goal, Slip, Task
from hasim.course.facts import constraints, count, meta, move_leftovers, place, state
from hasim.course.question import Misreading, Question
from hasim.course.start import Start
from hasim.session import Session
from hasim.text.message import Message

NODES: Final = ("node1", "node2")


def killed(node: str, times: int = 1) -> tuple[Mapping[str, Any], ...]:
    """httpd dies on the node so many times, and each time the cluster is left to settle."""
    kill = {"at": node, "run": "kill -9 $(cat /etc/httpd/run/httpd.pid)"}
    return (kill, {"settle": True}) * times


def where(session: Session) -> Sequence[str]:
    """A node, or nowhere."""
    return (*session.nodes, "nowhere")


def other(node: str, session: Session) -> str:
    """The node that is not this one."""
    return next(name for name in session.nodes if name != node)


BRING_BACK = Task(
    name="failover/bring-back",
    title=Message(en="Exercise 1: bring the site home", ja="演習 1: サイトを元のノードへ戻す"),
    text=Message(
        en="During the night httpd died three times on node1, and the site failed over to node2. The machine is "
        "repaired. Bring the site back to node1, and leave the cluster as if nothing had happened: ready for the "
        "next failover, in both directions.",
        ja="夜のあいだに node1 の httpd が 3 回落ち、サイトは node2 へフェイルオーバーしました。node1 の修理は"
        "済んでいます。サイトを node1 に戻し、クラスタを何事もなかったかのような状態にしてください。"
        "次のフェイルオーバーは、どちら向きにもできなければなりません。",
    ),
    start=Start(inputs=killed("node1", 3)),
    goals=(
        Goal(Message(en="the site runs on node1", ja="サイトは node1 で動いている"), lambda s: web(s) == "node1"),
        Goal(
            Message(en="no failures are remembered", ja="失敗の記録が残っていない"),
            lambda s: not any(count(s, "httpd", node) for node in NODES),
        ),
        Goal(
            Message(en="no constraint keeps it from either node", ja="どちらのノードも制約で縛られていない"),
            lambda s: not move_leftovers(s) and len(constraints(s, "rsc_location")) == 1,
        ),
        Goal(
            Message(en="both nodes may run things", ja="両ノードともリソースを動かせる"),
            lambda s: all(state(s, node) == "online" for node in NODES),
        ),
        Goal(
            Message(
                en="what runs stays where it is, and three failures are too many, as before",
                ja="動いているものはその場にとどまり、3 回の故障で見限る。どちらも以前のまま",
            ),
            lambda s: as_sticky(s) and as_patient(s),
        ),
    ),
    slips=(
        Slip(
            "move-without-clear",
            lambda s: bool(move_leftovers(s)),
            Message(
                en="A move is carried out by a constraint, and the constraint is still there. Look for cli- in the "
                "configuration: what would it do at the next failure of node1?",
                ja="移動は制約によって行われ、その制約がまだ残っています。設定の中の cli- を探してください。"
                "次に node1 で故障が起きたとき、それは何をするでしょう。",
            ),
        ),
        Slip(
            "standby-for-good",
            lambda s: state(s, "node2") == "standby",
            Message(
                en="The site is where it belongs, but node2 still may run nothing. If node1 dies now, who takes over?",
                ja="サイトは戻りましたが、node2 はまだ何も動かせません。いま node1 が落ちたら、誰が引き継ぎますか。",
            ),
        ),
        Slip(
            "inertia-gone",
            lambda s: not as_sticky(s),
            Message(
                en="You have taken away what keeps things in place, for good. At the next failure or repair the site will move "
                "by itself, in the middle of the day. Can it be brought home with its inertia as it was?",
                ja="とどまらせていたものを、外したままにしています。次の故障や修理のとき、サイトは真っ昼間に勝手に動くでしょう。"
                "慣性を元のままにして、戻すことはできませんか。",
            ),
        ),
        Slip(
            "limit-raised",
            lambda s: not as_patient(s),
            Message(
                en="node1 is allowed again because the limit was raised, not because the failures are forgotten. And from now on "
                "a sick node is given up later.",
                ja="node1 がまた候補になったのは、故障を忘れたからではなく、上限を上げたからです。これからは、具合の悪いノードを"
                "見限るのも遅くなります。",
            ),
        ),
        Slip(
            "a-rule-instead-of-an-action",
            lambda s: len(constraints(s, "rsc_location")) > 1,
            Message(
                en="There is a new constraint now, and it will have its say for ever. Asked for was one move, today.",
                ja="新しい制約ができました。これはずっと口を出し続けます。求められたのは、今日 1 回の移動です。",
            ),
        ),
        Slip(
            "counted-forever",
            lambda s: web(s) == "node2" and count(s, "httpd", "node1") >= 3,
            Message(
                en="The cluster still remembers three failures on node1, and migration-threshold is 3: it will not go "
                "there. A repaired machine does not tell the cluster that it is repaired; somebody has to.",
                ja="クラスタは node1 での 3 回の故障をまだ覚えています。migration-threshold は 3 なので、node1 には"
                "行きません。修理したことをクラスタは知りません。誰かが教える必要があります。",
            ),
        ),
        Slip(
            "cleanup-moves-back",
            lambda s: web(s) == "node2" and count(s, "httpd", "node1") == 0,
            Message(
                en="The failures are forgotten, so node1 is allowed again. But allowed is not preferred: look at what "
                "resource-stickiness says about leaving a node where things run well.",
                ja="失敗の記録は消え、node1 はまた候補になりました。ただし「動ける」と「動きたい」は別です。"
                "うまく動いている場所を離れることについて、resource-stickiness は何と言っているでしょう。",
            ),
        ),
    ),
)


def as_sticky(session: Session) -> bool:
    """Whether the site still stays where it runs, whatever else is wished."""
    return meta(session, "httpd", "resource-stickiness").upper().lstrip("+") in ("INFINITY", "INF", "1000000")


def as_patient(session: Session) -> bool:
    """Whether three failures are still too many."""
    return meta(session, "httpd", "migration-threshold") == "3"


def web(session: Session) -> str:
    """Where the whole group runs; "" where its members are apart."""
    found = {place(session, "vip"), place(session, "httpd")}
    return found.pop() if len(found) == 1 else ""


THIRD_DEATH = Question(
    name="failover/one-more",
    title=Message(en="Exercise 2: once more", ja="演習 2: もう 1 回"),
    text=Message(
        en="httpd has died three times on node1 and, after the failover, twice on node2. Nobody has cleaned up. "
        "Now it dies on node2 once more. Where will httpd run when everything has settled?",
        ja="httpd は node1 で 3 回、フェイルオーバー後に node2 で 2 回落ちました。誰も cleanup していません。"
        "ここで node2 の httpd がもう 1 回落ちます。落ち着いたあと、httpd はどこで動いているでしょう。",
    ),
    start=Start(inputs=(*killed("node1", 3), *killed("node2", 2))),
    then=killed("node2"),
    options=where,
    truth=lambda before, after: place(after, "httpd"),
    slips=(
        Misreading(
            "restarted-in-place",
            lambda before, after: place(before, "httpd"),
            Message(
                en="It was restarted in place after the first and the second failure. What does migration-threshold=3 "
                "say about the third?",
                ja="1 回目と 2 回目はその場で再起動されました。"
                "migration-threshold=3 は 3 回目について何と言っていますか。",
            ),
        ),
        Misreading(
            "other-node-is-fresh",
            lambda before, after: other(place(before, "httpd"), before),
            Message(
                en="It would go there, if it were allowed to. A fail count does not heal with time unless "
                "failure-timeout says so: what is the fail count on that node?",
                ja="許されていれば、そこへ行ったでしょう。failure-timeout がないかぎり、"
                "フェイルカウントは時間がたっても消えません。そのノードのカウントはいくつですか。",
            ),
        ),
    ),
)

EXERCISES: Final = (BRING_BACK, THIRD_DEATH)
