"""hasim: learn how Pacemaker and Corosync clusters behave by breaking and repairing a simulated one.

The public API is :class:`hasim.session.Session`, also available as ``hasim.Session``. Everything that needs
matplotlib, pandas or ipywidgets lives in ``hasim.draw`` and ``hasim.lab`` and is imported only when asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hasim import host, storage

if TYPE_CHECKING:
    from hasim.session import Session

__all__ = ["Session", "__version__"]
__version__ = "0.1.0"

storage.install(host.HostStorage())


def __getattr__(name: str) -> Any:
    """Load the session machinery on first use, so that ``import hasim`` stays cheap."""
    if name == "Session":
        from hasim.session import Session

        return Session
    raise AttributeError(f"module 'hasim' has no attribute {name!r}")
