"""Shadow configurations: CIBs in files of their own, to be tried out and committed later.

They lie in Pacemaker's folder for configurations, or where ``CIB_shadow_dir`` says, each as ``shadow.NAME``.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from dataclasses import replace

from hasim.cib import Cib
from hasim.shell.context import Context, Files
from hasim.shell.filehost import CibFile

__all__ = ["ShadowCib", "in_shadow", "open_shadow", "shadow_file", "shadow_folder", "shadow_name", "shadow_names"]

_PREFIX = "shadow."


def shadow_folder(context: Context) -> str:
    """Where this host keeps shadow configurations."""
    return context.environment.get("CIB_shadow_dir") or "/var/lib/pacemaker/cib"


def shadow_file(context: Context, name: str) -> str:
    """The file of a shadow configuration."""
    return posixpath.join(shadow_folder(context), _PREFIX + name)


def shadow_names(context: Context) -> list[str]:
    """The shadow configurations that there are, sorted."""
    try:
        names = context.files.listdir(shadow_folder(context))
    except OSError:
        return []
    return sorted(name.removeprefix(_PREFIX) for name in names if name.startswith(_PREFIX))


class ShadowCib(CibFile):
    """Cluster access to a shadow configuration: each change is at once in its file."""

    def __init__(self, files: Files, path: str) -> None:
        super().__init__(files.read(path))
        self._files = files
        self._path = path

    def replace(self, cib: Cib, client: str = "cibadmin", user: str = "root") -> None:
        """Store a changed CIB; see ClusterAccess."""
        super().replace(cib, client, user)
        self._files.write(self._path, self.text)


def open_shadow(context: Context, name: str) -> ShadowCib:
    """Access to a shadow configuration. Raises OSError if there is none of that name."""
    return ShadowCib(context.files, shadow_file(context, name))


def shadow_name(context: Context) -> str:
    """The shadow configuration that the variable CIB_shadow names; empty for none."""
    return context.environment.get("CIB_shadow", "")


def in_shadow(context: Context, run: Callable[[Context], int]) -> int:
    """Run something on the shadow configuration that the environment names, if there is one, else on the cluster."""
    name = shadow_name(context)
    if not name or not context.files.exists(shadow_file(context, name)):
        return run(context)
    return run(replace(context, cluster=open_shadow(context, name)))
