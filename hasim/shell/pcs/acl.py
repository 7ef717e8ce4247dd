"""`pcs acl`: who may see and change which parts of the configuration. root, who types here, may do everything."""

from __future__ import annotations

from collections.abc import Callable

from hasim.cib import Cib, Element
from hasim.cib.values import is_true
from hasim.shell.pcs.command import command, older_name
from hasim.shell.pcs.edit import replaced, value_of
from hasim.shell.pcs.faults import UsageFault
from hasim.shell.pcs.ids import free_id, id_problem, used_ids
from hasim.shell.pcs.property import change_properties
from hasim.shell.pcs.run import Run
from hasim.shell.pcs.text import indented
from hasim.shell.pcs.words_kinds import is_elsewhere, not_found

_ROLE, _USER, _GROUP, _PERMISSION = "acl_role", "acl_target", "acl_group", "acl_permission"
_KINDS, _SCOPES = ("read", "write", "deny"), {"xpath": "xpath", "id": "reference"}
Permissions = list[tuple[str, str, str]]


@command("acl config", "", options="-f", default_of="acl")
def config(run: Run, words: list[str]) -> None:
    """Show who may do what."""
    if words:
        raise UsageFault
    cib = run.cib
    enabled = is_true(value_of(cib.crm_config, "cluster_property_set", "enable-acl").lower())
    run.out("ACLs are enabled" if enabled else "ACLs are disabled, run 'pcs acl enable' to enable")
    run.out("")
    acls = cib.section("acls")
    for tag, label in ((_USER, "User"), (_GROUP, "Group")):
        for each in acls.all(tag):
            roles = " ".join(["Roles:", *(role.id for role in each.all("role"))])
            run.out(f"{label}: {each.id}\n  {roles}")
    for each in acls.all(_ROLE):
        run.out("\n".join([f"Role: {each.id}", *indented(_role_lines(each))]))


def _role_lines(role: Element) -> list[str]:
    description = role.get("description")
    return [f"Description: {description}"] * bool(description) + [_text(each) for each in role.all(_PERMISSION)]


def _text(permission: Element) -> str:
    what = [(word, permission.get(name)) for word, name in _SCOPES.items()]
    chosen = next(([word, value] for word, value in what if value is not None), [])
    return " ".join(["Permission:", permission.get("kind") or "", *chosen, f"({permission.id})"])


older_name("acl show", "acl config")


@command("acl enable", "", options="-f")
def enable(run: Run, words: list[str]) -> None:
    """Hold users to what they may do."""
    if words:
        raise UsageFault
    change_properties(run, {"enable-acl": "true"})


@command("acl disable", "", options="-f")
def disable(run: Run, words: list[str]) -> None:
    """Let all users of the group haclient do everything."""
    if words:
        raise UsageFault
    change_properties(run, {"enable-acl": "false"})


def _found(run: Run, tag: str, id: str) -> Element:
    """The element of the section; the run ends where there is none."""
    found = next((each for each in run.cib.section("acls").walk() if each.tag == tag and each.id == id), None)
    if found is None:
        run.plain_error(not_found(run.cib, id, (tag,)))
    return found


def _named(run: Run, id: str) -> Element:
    """The user of that name; a group has to be called one."""
    users = [each for each in run.cib.section("acls").all(_USER) if each.id == id]
    if not users:
        taken = is_elsewhere(run.cib, id, ())
        run.plain_error(not_found(run.cib, id, (_USER,) if taken else (_GROUP, _USER)))
    return users[0]


def _user(run: Run, id: str) -> Element:
    return _found(run, _USER, id)


def _group(run: Run, id: str) -> Element:
    return _found(run, _GROUP, id)


def _check_new(run: Run, description: str, id: str) -> None:
    problem = id_problem(id, description)
    if problem:
        run.plain_error(problem)
    if id in used_ids(run.cib):
        run.plain_error(f"'{id}' already exists")


def _store_new(run: Run, element: Element) -> None:
    run.store(run.cib.with_section(run.cib.section("acls").with_child(element)))


def _permissions(words: list[str]) -> Permissions:
    if len(words) % 3:
        raise UsageFault
    found = [(kind.lower(), scope.lower(), what) for kind, scope, what in zip(*[iter(words)] * 3, strict=True)]
    if any(kind not in _KINDS or scope not in _SCOPES for kind, scope, _ in found):
        raise UsageFault
    return found


def _check_permissions(run: Run, given: Permissions) -> None:
    used = used_ids(run.cib)
    for _, scope, what in given:
        if scope == "id" and what not in used:
            run.error(f"id '{what}' does not exist")
    run.end_if_failed()


def _with_permissions(cib: Cib, role: Element, given: Permissions) -> Element:
    used = used_ids(cib) | {role.id}
    for kind, scope, what in given:
        id = free_id(f"{role.id}-{kind}", used)
        used.add(id)
        role = role.with_child(Element(_PERMISSION, {"id": id, "kind": kind, _SCOPES[scope]: what}))
    return role


@command(
    "acl role create", "<role id> [description=<text>] [(read|write|deny) (xpath <query>|id <id>)]...", options="-f"
)
def role_create(run: Run, words: list[str]) -> None:
    """Make a role: a set of permissions."""
    if not words:
        raise UsageFault
    id, rest = words[0], words[1:]
    description = rest.pop(0).removeprefix("description=") if rest and rest[0].startswith("description=") else ""
    if not description and words[1:2] == ["description="]:
        raise UsageFault
    given = _permissions(rest)
    _check_permissions(run, given)
    _check_new(run, "ACL role", id)
    role = Element(_ROLE, {"id": id, **({"description": description} if description else {})})
    _store_new(run, _with_permissions(run.cib, role, given))


@command("acl role delete|remove", "<role id>", options="-f --autodelete")
def role_delete(run: Run, words: list[str]) -> None:
    """Remove a role, also from the users and groups that have it; with --autodelete those that have none left, too."""
    if len(words) != 1:
        raise UsageFault
    cib = run.cib.edit(_found(run, _ROLE, words[0]), None)
    for each in cib.section("acls").all(_USER, _GROUP):
        cib = cib.edit(each, _without(each, words[0], "--autodelete" in run.options))
    run.store(cib)


def _without(holder: Element, role: str, autodelete: bool) -> Element | None:
    kept = [each for each in holder.children if each.tag != "role" or each.id != role]
    gone = len(kept) < len(holder.children)
    if autodelete and gone and not any(each.tag == "role" for each in kept):
        return None
    return holder.with_children(kept) if gone else holder


def _holder(words: list[str], keyword: str) -> tuple[str, str, Callable[[Run, str], Element]]:
    """The role, the user or group, and how the latter is found."""
    finders = {"user": _user, "group": _group}
    if len(words) == 2 or (len(words) == 3 and words[1] == keyword):
        return words[0], words[-1], _named
    if (len(words) == 3 or (len(words) == 4 and words[1] == keyword)) and words[-2] in finders:
        return words[0], words[-1], finders[words[-2]]
    raise UsageFault


@command("acl role assign", "<role id> [to] [user|group] <user or group>", options="-f")
def role_assign(run: Run, words: list[str]) -> None:
    """Give a role to a user or a group."""
    role, name, find = _holder(words, "to")
    holder = find(run, name)
    run.store(run.cib.edit(holder, _with_roles(run, holder, [role])))


def _with_roles(run: Run, holder: Element, roles: list[str]) -> Element:
    for role in roles:
        if not any(each.id == role for each in run.cib.section("acls").all(_ROLE)):
            run.error(not_found(run.cib, role, (_ROLE,)))
        elif any(each.id == role for each in holder.all("role")):
            run.error(f"Role '{role}' is already assigned to '{holder.id}'")
        else:
            holder = holder.with_child(Element("role", {"id": role}))
    run.end_if_failed()
    return holder


@command("acl role unassign", "<role id> [from] [user|group] <user or group>", options="-f --autodelete")
def role_unassign(run: Run, words: list[str]) -> None:
    """Take a role from a user or a group; with --autodelete that goes when it has none left."""
    role, name, find = _holder(words, "from")
    holder = find(run, name)
    if not any(each.id == role for each in holder.all("role")):
        run.plain_error(f"Role '{role}' is not assigned to '{holder.id}'")
    run.store(run.cib.edit(holder, _without(holder, role, "--autodelete" in run.options)))


@command("acl user create", "<user> [<role id>]...", options="-f")
def user_create(run: Run, words: list[str]) -> None:
    """Say which roles a user has."""
    if not words:
        raise UsageFault
    if any(each.id == words[0] for each in run.cib.section("acls").all(_USER)):
        run.plain_error(f"'{words[0]}' already exists")
    _store_new(run, _with_roles(run, Element(_USER, {"id": words[0]}), words[1:]))


@command("acl group create", "<group> [<role id>]...", options="-f")
def group_create(run: Run, words: list[str]) -> None:
    """Say which roles a group of users has."""
    if not words:
        raise UsageFault
    _check_new(run, "ACL group", words[0])
    _store_new(run, _with_roles(run, Element(_GROUP, {"id": words[0]}), words[1:]))


def _delete(run: Run, words: list[str], tag: str) -> None:
    if len(words) != 1:
        raise UsageFault
    run.store(run.cib.edit(_found(run, tag, words[0]), None))


@command("acl user delete|remove", "<user>", options="-f")
def user_delete(run: Run, words: list[str]) -> None:
    """Forget a user."""
    _delete(run, words, _USER)


@command("acl group delete|remove", "<group>", options="-f")
def group_delete(run: Run, words: list[str]) -> None:
    """Forget a group."""
    _delete(run, words, _GROUP)


@command("acl permission add", "<role id> ((read|write|deny) (xpath <query>|id <id>))...", options="-f")
def permission_add(run: Run, words: list[str]) -> None:
    """Give a role more permissions; the role is made if it is not there."""
    if len(words) < 4:
        raise UsageFault
    given, id = _permissions(words[1:]), words[0]
    _check_permissions(run, given)
    present = next((each for each in run.cib.section("acls").all(_ROLE) if each.id == id), None)
    if present is not None:
        run.store(run.cib.edit(present, _with_permissions(run.cib, present, given)))
        return
    if is_elsewhere(run.cib, id, (_ROLE,)):
        run.plain_error(not_found(run.cib, id, (_ROLE,)))
    _check_new(run, "ACL role", id)
    _store_new(run, _with_permissions(run.cib, Element(_ROLE, {"id": id}), given))


@command("acl permission delete|remove", "<permission id>", options="-f")
def permission_delete(run: Run, words: list[str]) -> None:
    """Take a permission away."""
    if len(words) != 1:
        raise UsageFault
    permission = _found(run, _PERMISSION, words[0])
    role = next(each for each in run.cib.section("acls").all(_ROLE) if permission in each.children)
    run.store(run.cib.edit(role, replaced(role, permission, None)))
