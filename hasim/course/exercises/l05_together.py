"""Lesson 5: colocation, order, groups."""

from collections.abc import Mapping
from typing import Final

from hasim.course.exercise import Goal, Slip, Task
from hasim.course.facts import constraints, crashed, place, places, tried
from hasim.course.question import NOWHERE, Misreading, Question
from hasim.course.start import Start
from hasim.session import Session
from hasim.text.message import Message

RESOLVERS: Final = """\
property stonith-enabled=false no-quorum-policy=ignore
primitive dns1 ocf:pacemaker:Dummy op monitor interval=10s
primitive dns2 ocf:pacemaker:Dummy op monitor interval=10s
location fast-one dns1 50: node1
location fast-two dns2 50: node1
"""


def apart(session: Session) -> bool:
    """Whether both run, on different nodes."""
    one, two = places(session, "dns1"), places(session, "dns2")
    return bool(one) and bool(two) and one != two


def change_places(session: Session) -> bool:
    """Whether each, when its node is forbidden to it, makes the other one give way."""
    return all(apart(tried(session, _away(session, name))) for name in ("dns1", "dns2"))


def _away(session: Session, name: str) -> Mapping[str, str]:
    node = place(session, name)
    return {"at": "node1", "run": f"crm configure location hasim-trial {name} -inf: {node}"}


def survive(session: Session) -> bool:
    """Whether both run when either node is dead."""
    return all(places(crashed(session, node), name) for node in ("node1", "node2") for name in ("dns1", "dns2"))


APART: Final = Task(
    name="together/apart",
    title=Message(en="Exercise 1: two baskets", ja="演習 1: 卵は 2 つのかごに"),
    text=Message(
        en="Two name servers, `dns1` and `dns2`, both like node1, and so both run there: if node1 dies, both are gone for "
        "a while. Let them run on **different** nodes as long as there are two. But if only one node is left, both "
        "shall run on it: two name servers in one basket are better than one. Leave the two location constraints alone. "
        "(*Check* tries it with each node dead.)",
        ja="ネームサーバの `dns1` と `dns2` はどちらも node1 を好み、両方とも node1 で動いています。node1 が落ちると、"
        "しばらく両方とも使えません。ノードが 2 台あるあいだは**別々の**ノードで動かしてください。ただし 1 台しか残って"
        "いないときは、両方ともそこで動かします。1 つのかごに 2 つでも、1 つよりはましだからです。2 つの location 制約は"
        "そのままにしておいてください。（「答え合わせ」は、各ノードを落として実際に試します。）",
    ),
    start=Start("two-servers", ({"settle": True},), {"configure": RESOLVERS}),
    goals=(
        Goal(Message(en="dns1 and dns2 run on different nodes", ja="dns1 と dns2 は別々のノードで動いている"), apart),
        Goal(
            Message(en="if a node dies, both run on the other", ja="1 台落ちたら、両方とも残りのノードで動く"), survive
        ),
        Goal(
            Message(
                en="if one has to leave its node, the other one gives way",
                ja="片方がいまのノードを離れるときは、もう片方が譲る",
            ),
            change_places,
        ),
        Goal(
            Message(en="both constraints for node1 are as they were", ja="node1 への 2 つの location 制約はそのまま"),
            lambda s: all(place_wish(s, name) == "50" for name in ("fast-one", "fast-two")),
        ),
    ),
    slips=(
        Slip(
            "never-together",
            lambda s: apart(s) and not survive(s),
            Message(
                en="Apart they are. But what if one node is left? A score of -INFINITY means never, not even then.",
                ja="別々にはなりました。でもノードが 1 台になったら? -INFINITY は「絶対に」です。そのときでさえも。",
            ),
        ),
        Slip(
            "wishes-removed",
            lambda s: any(place_wish(s, name) != "50" for name in ("fast-one", "fast-two")),
            Message(
                en="One of the two wishes for node1 is not as it was. They belong to somebody else, and are no mistake: only "
                "the sentence that both should not be in the same place is missing.",
                ja="node1 への 2 つの希望のうち、元のままでないものがあります。それはほかの人のもので、間違いでもありません。"
                "足りないのは「同じ所にいないこと」という一文だけです。",
            ),
        ),
        Slip(
            "too-weak",
            lambda s: bool(constraints(s, "rsc_colocation", "dns1", "dns2")) and not apart(s),
            Message(
                en="There is a colocation, but the scores still add up in favour of being together. Do the sum for each "
                "node: what speaks for it, what against? And mind the sign.",
                ja="コロケーションはあります。しかし合計すると、まだ一緒にいるほうが得なのです。ノードごとに、賛成と反対を"
                "足してみてください。符号にも注意。",
            ),
        ),
        Slip(
            "pinned-apart",
            lambda s: len(constraints(s, "rsc_location")) > 2 and not constraints(s, "rsc_colocation"),
            Message(
                en="You have told each where to be. Say what you really want instead: that they should not be in the same "
                "place, wherever that is.",
                ja="それぞれに居場所を指定しましたね。本当に言いたいのは「場所はどこでも、同じ所にいないこと」のはずです。",
            ),
        ),
    ),
)


def place_wish(session: Session, name: str) -> str:
    """The score of a location constraint, "" where it is gone."""
    found = [each for each in constraints(session, "rsc_location", name) if each.get("node") == "node1"]
    return next((each.get("score") or "" for each in found), "")


CHAIN: Final = """\
property stonith-enabled=false no-quorum-policy=ignore
primitive db ocf:pacemaker:Dummy op monitor interval=10s
primitive app ocf:pacemaker:Dummy op monitor interval=10s
colocation together inf: db app
order sequence Mandatory: db app
"""
STOP_APP: Final = ({"at": "node1", "run": "crm resource stop app"}, {"settle": True})

DIRECTION: Final = Question(
    name="together/direction",
    title=Message(en="Exercise 2: read it again", ja="演習 2: もう一度よく読む"),
    text=Message(
        en="The configuration has `order sequence Mandatory: db app` and `colocation together inf: db app`. Somebody stops "
        "`app` for an update. Where will `db` run meanwhile? (At the moment both run on the same node: see the Board.)",
        ja="設定には `order sequence Mandatory: db app` と `colocation together inf: db app` があります。更新のため、"
        "誰かが `app` を止めました。そのあいだ `db` はどこで動くでしょう。（いまは両方とも同じノードで動いています。"
        "ボードを見てください。）",
    ),
    start=Start("two-servers", ({"settle": True},), {"configure": CHAIN}),
    then=STOP_APP,
    options=lambda session: (*session.nodes, NOWHERE),
    truth=lambda before, after: place(after, "db"),
    slips=(
        Misreading(
            "same-direction-in-both",
            lambda before, after: place(before, "db"),
            Message(
                en="In the order db comes first and needs nobody. But read the colocation as a sentence: who goes where "
                "whom is?",
                ja="order では db が先で、誰にも依存しません。では colocation を文として読んでみてください。"
                "誰のいる所に、誰が行くのでしょう。",
            ),
        ),
        Misreading(
            "it-moves-away",
            lambda before, after: next(node for node in before.nodes if node != place(before, "db")),
            Message(
                en="On the other node there is no app either. What would the colocation say there?",
                ja="もう一方のノードにも app はいません。そこで colocation は何と言うでしょう。",
            ),
        ),
    ),
)

EXERCISES: Final = (APART, DIRECTION)
