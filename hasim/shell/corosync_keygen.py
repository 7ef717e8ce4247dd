"""corosync-keygen: make the key with which Corosync signs and encrypts, if it is configured to."""

from __future__ import annotations

from hashlib import sha256

from hasim.cib import Dialect, Unsupported
from hasim.shell.context import Context
from hasim.shell.machine_context import MachineContext, on_machine
from hasim.shell.registry import program
from hasim.sim.corosync_conf import AUTHKEY

ENTROPY_SECONDS = 30
"""How long the old generation waits for key presses where no ``-l`` is given."""


@program("corosync-keygen")
def corosync_keygen(context: Context, arguments: list[str]) -> int:
    """``-l`` takes the quick source of random bits, ``-k`` names another file."""
    return _run(on_machine(context), arguments)


def _run(context: MachineContext, arguments: list[str]) -> int:
    path = context.path(arguments[arguments.index("-k") + 1]) if "-k" in arguments[:-1] else AUTHKEY
    if "-s" in arguments:
        raise Unsupported("corosync-keygen -s")
    if "-h" in arguments:
        context.out("usage: corosync-keygen [-k <keyfile>] [-s <bits>] [-l] [-h]\n")
        return 0
    old = context.dialect is Dialect.V1_1
    bits = 1024 if old else 2048
    source = "/dev/urandom" if "-l" in arguments else "/dev/random"
    context.out("Corosync Cluster Engine Authentication key generator.\n")
    context.out(f"Gathering {bits} bits for key from {source}.\n")
    if old and "-l" not in arguments:
        context.out("Press keys on your keyboard to generate entropy.\n")
        context.wait(ENTROPY_SECONDS)
    context.out(f"Writing corosync key to {path}.\n")
    seed = f"{context.node} {context.stage.time} {path}"
    key = "".join(sha256(f"{seed} {number}".encode()).hexdigest() for number in range(bits // 512))
    folder = path.rpartition("/")[0] or "/"
    if not context.tree.is_dir(folder):
        return context.fail(f"Could not create {path}: No such file or directory")
    tree = context.tree.remove(path) if context.tree.exists(path) else context.tree
    context.disk.change(tree.write(path, key[: bits // 8], now=context.stage.now, mode=0o400))
    return 0
