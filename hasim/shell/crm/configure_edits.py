"""``crm configure``: changes within objects that are there."""

from __future__ import annotations

from hasim.cib import Element, Unsupported
from hasim.crmsh.draft import Draft
from hasim.crmsh.inventory import Item
from hasim.crmsh.load import change
from hasim.crmsh.message import Messages
from hasim.crmsh.words import split_words
from hasim.shell.crm import selection
from hasim.shell.crm.configure import LEVEL
from hasim.shell.crm.shell import Shell
from hasim.shell.crm.timeouts import set_default_timeouts
from hasim.shell.crm.tree import CommandError
from hasim.shell.registry import lookup


@LEVEL.command("modgroup", "group_id subcmd prim_id [args ...]")
def modify_group(shell: Shell, arguments: list[str]) -> bool:
    """change a group's members: modgroup GROUP {add ID [before|after ID] | remove ID}"""
    group_id, action, resource, *place = arguments
    if action not in ("add", "remove"):
        shell.console.error(f"modgroup subcommand {action} unknown")
        return False
    draft = shell.editable()
    group, before, neighbour = _group_and_place(draft, group_id, action, resource, place)
    presenter = shell.presenter(draft)
    item = presenter.inventory.find(group_id)
    assert item is not None
    words = [word.text for word in split_words(presenter.statement(item, broken=False))]
    if action == "remove":
        words.remove(resource)
    else:
        index = words.index(neighbour, 2)
        words.insert(index if before else index + 1, resource)
    whole = change(draft, [group], " ".join(_typed(word) for word in words))
    shell.tell(draft.messages)
    return whole


def _typed(word: str) -> str:
    return "'" + word.replace("'", "'\\''") + "'" if not word or any(each in word for each in " \"'\\") else word


def _group_and_place(
    draft: Draft, group_id: str, action: str, resource: str, place: list[str]
) -> tuple[Item, bool, str]:
    if place and action != "add":
        raise CommandError(f"Expected add (found {action})")
    if place and place[0] not in ("after", "before"):
        raise CommandError(f"Expected after|before (found {place[0]})")
    if place and len(place) != 2:
        raise CommandError(f"Expected 'after|before <id>' ({len(place)} arguments given)")
    group = draft.inventory.find(group_id)
    if group is None:
        raise CommandError(f"group {group_id} does not exist")
    if group.element.tag != "group":
        raise CommandError(f"element {group_id} is not a group")
    members = draft.members(group)
    neighbour = place[1] if place else members[-1]
    if neighbour not in members:
        raise CommandError(f"{neighbour} is not member of {group_id}")
    if action == "remove" and resource not in members:
        raise CommandError(f"{resource} is not member of {group_id}")
    return group, bool(place) and place[0] == "before", neighbour


@LEVEL.command("set", "path value")
def set_value(shell: Shell, arguments: list[str]) -> bool:
    """set one value: set ID.[OPERATION.][INTERVAL.]NAME VALUE"""
    path, value = arguments
    parts = path.split(".")
    if not 2 <= len(parts) <= 4:
        raise CommandError(f'Invalid path: "{path}"; Valid path: "id.[op_type.][interval.]name"')
    draft = shell.editable()
    item = draft.inventory.find(parts[0])
    if item is None:
        raise CommandError(f"Object {parts[0]} not found")
    found, name = _holder(item, parts, path)
    changes = {"value": value} if len(parts) == 2 else {name: value}
    draft.cib = draft.cib.edit(found, found.with_attributes(changes))
    draft.touch(item)
    return True


def _holder(item: Item, parts: list[str], path: str) -> tuple[Element, str]:
    inner = [each for each in item.element.walk() if each is not item.element]
    name = parts[-1]
    if len(parts) == 2:
        pairs = [each for each in inner if each.tag == "nvpair" and each.get("name") == name]
        if not pairs:
            raise CommandError(f"Attribute not found: {path}")
        if len(pairs) != 1:
            raise CommandError(f"Expected 1 attribute named {name}, found {len(pairs)}")
        return pairs[0], name
    operations = [each for each in inner if each.tag == "op"]
    if len(parts) == 3:
        named = [each for each in operations if each.get("name") == parts[1]]
        if not named:
            raise CommandError(f'Operation "{parts[1]}" not found for resource {parts[0]}')
        if len(named) > 1:
            raise CommandError(f"Should specify interval of {parts[1]}")
        return named[0], name
    exact = [each for each in operations if each.id == "-".join(parts[:3])]
    if not exact:
        raise CommandError(f'Operation "{parts[1]}" interval "{parts[2]}" not found for resource {parts[0]}')
    return exact[0], name


@LEVEL.command("default-timeouts", "[args ...]", aliases=("default_timeouts",))
def default_timeouts(shell: Shell, arguments: list[str]) -> bool:
    """give the operations of primitives the timeouts that their agents advise"""
    draft = shell.editable()
    messages = Messages()
    results = [set_default_timeouts(draft, each, messages) for each in arguments]
    shell.console.say_all(messages)
    return all(results)


@LEVEL.command("filter", "filterprog [args ...]")
def filter_text(shell: Shell, arguments: list[str]) -> bool:
    """pass statements through a program and take what comes out: filter PROGRAM [ID...]"""
    program, *chosen = arguments
    draft = shell.editable()
    text, whole = selection.text(shell, draft, chosen, ())
    if not whole:
        return False
    words = [word.text for word in split_words(program)]
    found = lookup(words[0]) if words else None
    if found is None or (chosen and chosen[0] == "xml"):
        raise Unsupported(f"crm configure filter {program}")
    items = selection.choose(draft.inventory, chosen, draft)
    context, out, err = shell.context.quiet()
    context.stdin = text + "\n"
    code = found(context, words[1:])
    shell.context.err("".join(err))
    if code != 0:
        return False
    whole = change(draft, items, "".join(out))
    shell.tell(draft.messages)
    return whole
