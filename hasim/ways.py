"""The addresses under which a lesson opens for somebody who has nothing installed: Binder, a hub, JupyterLite."""

from __future__ import annotations

import re
from typing import Final, NamedTuple
from urllib.parse import quote, urlencode

BINDER: Final = "https://mybinder.org"
FORGE: Final = "https://github.com"
PAGES: Final = "github.io"
PLACEHOLDER: Final = ("OWNER", "NAME")
"""What stands for a project that nobody has published yet."""

_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


class WaysError(ValueError):
    """A name or an address that cannot be part of a link."""


class Ways(NamedTuple):
    """One link each; `hub` is "" where no hub was named."""

    binder: str
    hub: str
    lite: str


def ways(owner: str, name: str, branch: str, notebook: str, *, hub: str = "", site: str = "") -> Ways:
    """The links to a notebook, such as "en/01-failover.ipynb", of a published project.

    `hub` is the address of a JupyterHub that has nbgitpuller, `site` that of the JupyterLite site, by default the
    project's own pages. WaysError for what cannot be part of one.
    """
    for each in (owner, name):
        if not _NAME.fullmatch(each):
            raise WaysError(f"not the name of an owner or a project: {each!r}")
    if not branch or re.search(r"[\s~^:?*\[\\]|\.\.|^/|/$", branch):
        raise WaysError(f"not the name of a branch: {branch!r}")
    lesson = f"lab/tree/notebooks/{notebook}"
    binder = f"{BINDER}/v2/gh/{owner}/{name}/{quote(branch, safe='')}?{urlencode({'urlpath': lesson}, safe='/')}"
    pages = _address(site) if site else f"https://{owner.lower()}.{PAGES}/{name}"
    lite = f"{pages}/lab/index.html?{urlencode({'path': notebook}, safe='/')}"
    return Ways(binder, _pulled(owner, name, branch, lesson, hub) if hub else "", lite)


def _pulled(owner: str, name: str, branch: str, lesson: str, hub: str) -> str:
    """nbgitpuller clones into a folder of the project's name, so the lesson lies below that."""
    inside = lesson.replace("lab/tree/", f"lab/tree/{name}/", 1)
    asked = {"repo": f"{FORGE}/{owner}/{name}", "branch": branch, "urlpath": inside}
    return f"{_address(hub)}/hub/user-redirect/git-pull?{urlencode(asked)}"


def _address(given: str) -> str:
    if not re.fullmatch(r"https?://[^\s/?#]+(/[^\s?#]*)?", given):
        raise WaysError(f"not the address of a server: {given!r} (such as https://hub.example.org)")
    return given.rstrip("/")


def published(readme: str) -> tuple[str, str]:
    """The owner and name in a README's Binder link; `PLACEHOLDER` where there is none."""
    found = re.search(rf"{re.escape(BINDER)}/v2/gh/([\w.-]+)/([\w.-]+)/", readme)
    return (found[1], found[2]) if found else PLACEHOLDER
