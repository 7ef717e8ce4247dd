"""What an exercise says around its own text: buttons, goals, verdicts."""

from hasim.text.message import Message

MESSAGES: dict[str, Message] = {
    "exercise.check": Message(en="Check", ja="答え合わせ"),
    "exercise.again": Message(en="Start over", ja="最初からやり直す"),
    "exercise.play": Message(en="Let it happen", ja="実際に起こしてみる"),
    "exercise.goals": Message(en="At the end:", ja="めざす状態:"),
    "exercise.met": Message(en="reached", ja="達成"),
    "exercise.open": Message(en="not yet", ja="まだ"),
    "exercise.done": Message(en="Done. Every goal is reached.", ja="できました。すべて達成です。"),
    "exercise.partly": Message(
        en="Not yet: {met} of {of} goals are reached.", ja="まだです。{of} 個中 {met} 個を達成。"
    ),
    "exercise.right": Message(en="Right.", ja="正解です。"),
    "exercise.wrong": Message(
        en="Not so. Let it happen and look, or think again.",
        ja="違います。実際に起こして見てみるか、もう一度考えてみましょう。",
    ),
    "exercise.choose": Message(en="Choose an answer first.", ja="先に答えを選んでください。"),
    "exercise.said": Message(en="Your answer: {answer}", ja="あなたの答え: {answer}"),
    "exercise.hint": Message(en="Hint: {hint}", ja="ヒント: {hint}"),
    "exercise.unknown": Message(
        en="There is no exercise {name!r}; there are {names}.", ja="演習 {name!r} はありません。あるのは {names} です。"
    ),
}
