"""The words for what can be chosen in a figure, and for what can be done with it."""

from hasim.text.message import Message

MESSAGES: dict[str, Message] = {
    "pick.node": Message(en="{node}: {state}", ja="{node}：{state}"),
    "pick.resource": Message(en="{resource} on {node}", ja="{node} の {resource}"),
    "pick.nowhere": Message(en="{resource}, which runs nowhere", ja="どこでも動いていない {resource}"),
    "offer.move": Message(en="Move {resource} to {node}", ja="{resource} を {node} へ移動"),
    "offer.force": Message(en="Move {resource} to {node} by force", ja="{resource} を {node} へ強制移動"),
    "offer.unreachable": Message(en="Hide it from {node}", ja="{node} から届かなくする"),
    "offer.reachable": Message(en="Show it to {node}", ja="{node} から届くようにする"),
    "pick.link": Message(en="path between {one} and {other}", ja="{one} と {other} の間の通信経路"),
}
