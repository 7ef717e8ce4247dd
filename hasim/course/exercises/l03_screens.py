"""Lesson 3: reading the screens and the logs."""

from typing import Final

from hasim.course.exercises.l01_failover import killed
from hasim.course.facts import place, roles
from hasim.course.question import NOWHERE, Misreading, Question
from hasim.session import Session
from hasim.text.message import Message


def told(session: Session) -> str:
    """Where node2's screen says that httpd runs."""
    view = session.view("node2")
    return ",".join(sorted(view.resources["httpd"])) if view is not None else NOWHERE


TRUTH: Final = Question(
    name="screens/truth",
    title=Message(en="Exercise 1: the screen and the truth", ja="演習 1: 画面と真実"),
    text=Message(
        en="The cluster of lesson 1, the site on node1, no fencing. On node1 the process `corosync` is killed (`kill -9`); "
        "the other processes are left alone. A minute later, node2's screen shows node1 as OFFLINE. Where does httpd "
        "**truly** run then?",
        ja="レッスン 1 のクラスタで、サイトは node1、フェンシングはありません。node1 で `corosync` のプロセスだけが `kill -9` "
        "されました。ほかのプロセスはそのままです。1 分後、node2 の画面では node1 は OFFLINE です。このとき httpd が"
        "**実際に**動いているのはどこでしょう。",
    ),
    then=({"at": "node1", "run": "kill -9 $(pidof corosync)"}, {"wait": 60}),
    options=lambda session: ("node1", "node2", "node1,node2", NOWHERE),
    truth=lambda before, after: place(after, "httpd"),
    slips=(
        Misreading(
            "the-screen-is-the-truth",
            lambda before, after: told(after),
            Message(
                en="That is what node2's screen says. What does node2 really know about the processes on a node from which it "
                "hears nothing?",
                ja="それは node2 の画面に出ていることです。何も聞こえてこないノードのプロセスについて、node2 は本当に何かを"
                "知っているでしょうか。",
            ),
        ),
        Misreading(
            "nothing-happened",
            lambda before, after: ",".join(sorted(roles(before, "httpd"))),
            Message(
                en="On node1 httpd does go on: nobody has stopped it. But node2 has noticed something, and drawn a conclusion.",
                ja="node1 の httpd は確かに動き続けます。誰も止めていませんから。でも node2 は何かに気付き、結論を出しました。",
            ),
        ),
    ),
)

AT_ONCE, NEXT_MONITOR, THRESHOLD = "at once", "next monitor", "third time"
WORDS: Final = {
    AT_ONCE: Message(en="within a second", ja="1 秒以内"),
    NEXT_MONITOR: Message(en="within ten seconds", ja="10 秒以内"),
    THRESHOLD: Message(en="later", ja="もっと後"),
}


def noticed(before: Session, after: Session) -> str:
    """How long after the crash a monitor has failed."""
    records = [record for step in after.history[len(before.history) :] for record in step.records]
    seen = next((r.time / 1000 - before.time for r in records if r.kind == "monitor-failed"), float("inf"))
    return AT_ONCE if seen <= 1 else NEXT_MONITOR if seen <= 10 else THRESHOLD


SOON: Final = Question(
    name="screens/soon",
    title=Message(en="Exercise 2: how soon?", ja="演習 2: いつ気付くか"),
    text=Message(
        en="httpd on node1 is killed (its monitor has `interval=10s`). How soon does the cluster know? Let it happen on the "
        "Board, and look for the first sign in the log of node1.",
        ja="node1 の httpd が落とされます（監視は `interval=10s`）。クラスタが知るのは、どのくらいあとでしょう。ボードで実際に"
        "起こして、node1 のログに最初の兆候を探してみましょう。",
    ),
    then=killed("node1"),
    options=lambda session: tuple(WORDS),
    truth=noticed,
    words=lambda answer, lang: WORDS[answer].render(lang, {}) if answer in WORDS else answer,
    slips=(
        Misreading(
            "the-cluster-sees-processes",
            lambda before, after: AT_ONCE,
            Message(
                en="That would be so if the cluster were told when a process ends. Who looks, and how often?",
                ja="プロセスの終了が知らされるのなら、そうでしょう。見に行くのは誰で、どのくらいの頻度ですか。",
            ),
        ),
        Misreading(
            "threshold-delays-detection",
            lambda before, after: THRESHOLD,
            Message(
                en="migration-threshold decides when a node is given up, not when a failure is noticed.",
                ja="migration-threshold が決めるのは、いつノードを見限るかであって、いつ故障に気付くかではありません。",
            ),
        ),
    ),
)

EXERCISES: Final = (TRUTH, SOON)
