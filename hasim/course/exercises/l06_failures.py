"""Lesson 6: failures and how they are remembered."""

from typing import Final

from hasim.cib import INFINITY
from hasim.course.exercise import Goal, Slip, Task
from hasim.course.exercises.l01_failover import killed, other, where
from hasim.course.facts import count, meta, place, state, tried, view
from hasim.course.question import Misreading, Question
from hasim.course.start import Start
from hasim.session import Session
from hasim.text.message import Message

HOUR: Final = 3600
RECHECK: Final = 16 * 60
"""Seconds by which the cluster has looked at its failures again."""


def forgets(session: Session) -> bool:
    """Whether a failure is forgotten when a bit more than an hour has passed, and not in the first half hour."""
    soon = tried(session, killed("node1")[0], {"wait": HOUR / 2})
    late = tried(soon, {"wait": HOUR / 2 + RECHECK})
    return count(soon, "httpd", "node1") > 0 and count(late, "httpd", "node1") == 0


def fails_over(session: Session) -> bool:
    """Whether three crashes in a row still lead to the other node."""
    return place(tried(session, *killed("node1", 3)), "httpd") == "node2"


def slowly(session: Session) -> bool:
    """Whether crashes that are a day apart are all repaired in place."""
    day = ({"at": "node1", "run": "kill -9 $(cat /etc/httpd/run/httpd.pid)"}, {"wait": 24 * HOUR})
    return place(tried(session, *day, *day, *day), "httpd") == "node1"


FORGIVE: Final = Task(
    name="failures/forgive",
    title=Message(en="Exercise 1: forgive, but not everything", ja="演習 1: 許す、ただし何でもではなく"),
    text=Message(
        en="A leak makes httpd crash about once a day. Each crash is repaired in place within seconds, but every third day "
        "the site fails over for nothing. Until the leak is fixed: let the cluster forget a failure after **an hour**. "
        "Three crashes in quick succession must still lead to a failover, as today.",
        ja="メモリリークのせいで、httpd が 1 日に 1 回ほど落ちます。そのつど数秒で、その場で復旧しますが、3 日ごとに無駄な"
        "フェイルオーバーが起きます。リークが直るまで、失敗を **1 時間で**忘れるようにしてください。立て続けに 3 回落ちたら、"
        "いままでどおりフェイルオーバーしなければなりません。",
    ),
    goals=(
        Goal(
            Message(en="httpd runs on node1", ja="httpd は node1 で動いている"), lambda s: place(s, "httpd") == "node1"
        ),
        Goal(
            Message(
                en="one crash a day is always repaired in place", ja="1 日 1 回のクラッシュは、いつもその場で復旧する"
            ),
            slowly,
        ),
        Goal(
            Message(
                en="a failure is remembered for half an hour, and forgotten after an hour",
                ja="失敗は 30 分後にはまだ覚えていて、1 時間で忘れる",
            ),
            forgets,
        ),
        Goal(Message(en="three crashes in a row lead to node2", ja="立て続けに 3 回落ちたら node2 へ移る"), fails_over),
    ),
    slips=(
        Slip(
            "forgets-too-fast",
            lambda s: count(tried(s, killed("node1")[0], {"wait": HOUR / 2}), "httpd", "node1") == 0,
            Message(
                en="The cluster forgets, but so fast that it is gone within half an hour. In which unit is the number that "
                "you gave?",
                ja="忘れるようにはなりましたが、早すぎて 30 分もたたないうちに消えています。その数字の単位は何でしょう。",
            ),
        ),
        Slip(
            "threshold-instead",
            lambda s: not fails_over(s),
            Message(
                en="Now three crashes in quick succession no longer lead to a failover: you have changed how many failures "
                "are too many. The question was how long they count.",
                ja="これでは、立て続けに 3 回落ちてもフェイルオーバーしません。変えたのは「何回で多すぎるか」です。"
                "求められているのは「どのくらいの間、数えるか」のほうです。",
            ),
        ),
        Slip(
            "remembers-too-long",
            lambda s: meta(s, "httpd", "failure-timeout") not in ("", "0") and not forgets(s),
            Message(
                en="There is a time limit, but after an hour the failure still counts.",
                ja="期限は付きましたが、1 時間たってもまだ数えられています。",
            ),
        ),
        Slip(
            "never-forgets",
            lambda s: meta(s, "httpd", "failure-timeout") in ("", "0"),
            Message(
                en="Nothing tells the cluster when to forget: a count stays until somebody cleans it up. Cleaning up by hand "
                "every day would do, but you want to sleep.",
                ja="いつ忘れるかを決めるものがありません。誰かが cleanup するまでカウントは残ります。毎日手で cleanup しても"
                "よいのですが、夜は眠りたいですよね。",
            ),
        ),
    ),
)

BREAK: Final = "echo BrokenDirective on >> /etc/httpd/conf/httpd.conf"

BOTH_BROKEN: Final = Question(
    name="failures/both-broken",
    title=Message(en="Exercise 2: the careful rollout", ja="演習 2: 慎重な展開"),
    text=Message(
        en="The same mistake was copied into Apache's configuration on **both** nodes. Everything runs, no failures are "
        "counted. Then httpd crashes on node1, once. migration-threshold is 3. Where will httpd run when all has settled?",
        ja="同じ間違いが**両方の**ノードの Apache の設定にコピーされました。いまはすべて動いていて、失敗の記録もありません。"
        "そこで node1 の httpd が 1 回落ちます。migration-threshold は 3 です。落ち着いたあと、httpd はどこで動いているでしょう。",
    ),
    start=Start(inputs=({"at": "node1", "run": BREAK}, {"at": "node2", "run": BREAK})),
    then=killed("node1"),
    options=where,
    truth=lambda before, after: place(after, "httpd"),
    slips=(
        Misreading(
            "a-crash-is-restarted",
            lambda before, after: place(before, "httpd"),
            Message(
                en="The crash itself counts only 1 of 3. But to be repaired, httpd has to start. What does a failed start "
                "count?",
                ja="クラッシュそのものは 3 回のうちの 1 回です。でも復旧するには、起動しなければなりません。"
                "起動の失敗はいくつと数えられますか。",
            ),
        ),
        Misreading(
            "the-other-is-fine",
            lambda before, after: other(place(before, "httpd"), before),
            Message(
                en="It will be tried there. What will the start find in the configuration file of that node?",
                ja="そこでも試されます。そのノードの設定ファイルを読んだとき、起動はどうなるでしょう。",
            ),
        ),
    ),
)

SLOW: Final = """\
property stonith-enabled=false no-quorum-policy=ignore
primitive batch ocf:pacemaker:Dummy params op_sleep=15 \
op start timeout=30s interval=0 op stop timeout=10s interval=0 op monitor interval=60s timeout=30s
"""


def moves(session: Session) -> bool:
    """Whether the resource follows when its node is to run nothing."""
    at = place(session, "batch")
    return place(tried(session, {"at": at, "run": f"crm node standby {at}"}), "batch") == other(at, session)


def failed_again(session: Session) -> bool:
    """Whether the stop has failed more than once, which takes a cleanup in between, and stands so."""
    records = [record.details for step in session.history for record in step.records if record.kind == "fail-count"]
    failures = [one for one in records if one["resource"] == "batch" and one["value"] >= INFINITY]
    return len(failures) > 1 and count(session, "batch", "node1") >= INFINITY


UNBLOCK: Final = Task(
    name="failures/unblock",
    title=Message(en="Exercise 3: blocked", ja="演習 3: ブロック"),
    text=Message(
        en="`batch` needs 15 seconds to stop, and was given 10. Somebody put node1 on standby, the stop failed, and now "
        "`batch` is blocked on node1. Bring it to node2 in good health, let node1 work again, and see to it that the next "
        "standby does not end the same way. At no moment may it run twice.",
        ja="`batch` は停止に 15 秒かかるのに、与えられたのは 10 秒でした。誰かが node1 をスタンバイにし、停止が失敗して、"
        "`batch` は node1 でブロックされています。`batch` を正常な状態で node2 に移し、node1 も使えるように戻し、次の"
        "スタンバイで同じことが起きないようにしてください。どの瞬間も二重に動いてはいけません。",
    ),
    start=Start(
        "two-servers",
        ({"settle": True}, {"at": "node1", "run": "crm node standby node1"}, {"settle": True}),
        {"configure": SLOW},
    ),
    goals=(
        Goal(
            Message(en="batch runs on node2", ja="batch は node2 で動いている"), lambda s: place(s, "batch") == "node2"
        ),
        Goal(
            Message(en="no failures are remembered", ja="失敗の記録が残っていない"),
            lambda s: not view(s).failcounts,
        ),
        Goal(
            Message(en="both nodes are online", ja="両ノードともオンライン"),
            lambda s: all(state(s, node) == "online" for node in s.nodes),
        ),
        Goal(Message(en="the next standby works", ja="次のスタンバイはうまくいく"), moves),
    ),
    slips=(
        Slip(
            "node-left-out",
            lambda s: state(s, "node1") == "standby" and place(s, "batch") == "node2",
            Message(
                en="batch is where it should be. But if node2 dies now, who is there to take over?",
                ja="batch はあるべき所にいます。でもいま node2 が落ちたら、誰が引き継ぎますか。",
            ),
        ),
        Slip(
            "cleanup-alone",
            lambda s: failed_again(s) or (not moves(s) and count(s, "batch", "node1") < INFINITY),
            Message(
                en="The failure was forgotten, but its cause is not removed: each stop has as little time as the last.",
                ja="失敗は忘れられましたが、原因は残っています。停止に与えられる時間は、毎回前回と同じだけです。",
            ),
        ),
        Slip(
            "repaired-not-told",
            lambda s: count(s, "batch", "node1") >= INFINITY,
            Message(
                en="The cluster still believes that the stop has failed, and will touch nothing. Who tells it to look again?",
                ja="クラスタは停止が失敗したとまだ思っていて、何にも触ろうとしません。調べ直すように伝えるのは誰でしょう。",
            ),
        ),
    ),
)

EXERCISES: Final = (FORGIVE, BOTH_BROKEN, UNBLOCK)
