"""Every message exists in every language, with the same fields."""

import ast
from pathlib import Path

import pytest

import hasim
from hasim.text import CATALOGUE, LANGUAGES, Message, join, say
from hasim.text.message import fields

PACKAGE = Path(hasim.__file__).parent


def literal_keys(argument: ast.expr) -> set[str]:
    """The keys that an argument may stand for: a text, or a choice of two; one that is put together is left out."""
    if isinstance(argument, ast.IfExp):
        return literal_keys(argument.body) | literal_keys(argument.orelse)
    return {argument.value} if isinstance(argument, ast.Constant) and isinstance(argument.value, str) else set()


def keys_said() -> set[str]:
    """The keys of all calls of say() with a literal key in the package."""
    found = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "say":
                found |= literal_keys(node.args[0])
    return found


@pytest.mark.parametrize("key", sorted(CATALOGUE))
@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_message_can_be_said_in_each_language(key: str, lang: str) -> None:
    values = {name: f"<{name}>" for name in fields(CATALOGUE[key].en)}
    said = say(key, lang, **values)
    assert all(value in said or f"{value!r}" in said for value in values.values())


def test_what_the_package_says_is_in_the_catalogue() -> None:
    assert keys_said() - set(CATALOGUE) == set()


def test_a_message_without_a_translation_cannot_be_made() -> None:
    with pytest.raises(TypeError):
        Message(en="only English")  # type: ignore[call-arg]
    with pytest.raises(ValueError, match="every language"):
        Message(en="only English", ja="")
    with pytest.raises(ValueError, match="different fields"):
        Message(en="{node}", ja="{resource}")


def test_japanese_is_japanese() -> None:
    same = {"placement.dc", "node.unclean", "timeline.threshold", "sentence.join"}
    same |= {
        "fact.clone-max",
        "fact.clone-node-max",
        "fact.on-fail",
        "fact.node",
        "fact.unmanaged",
        "kind.transition",
        "event.transition",
        "command.tool.crm",
        "command.tool.pcs",
    }
    plain = [key for key, message in CATALOGUE.items() if message.ja.isascii() and key not in same]
    assert plain == []


def test_a_list_reads_as_running_text() -> None:
    assert [join(items, "en") for items in (["a"], ["a", "b"], ["a", "b", "c"])] == ["a", "a and b", "a, b and c"]
    assert join(["a", "b"], "ja") == "a、b"
