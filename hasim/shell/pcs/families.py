"""Resources and fence devices have commands of their own; those of the other family are still taken, with a warning."""

from __future__ import annotations

from collections.abc import Sequence

from hasim.shell.pcs.lookup import RESOURCE_TAGS, resource
from hasim.shell.pcs.run import Run

__all__ = ["warn_about_resource", "warn_about_stonith"]


def warn_about_stonith(run: Run, ids: Sequence[str], instead: str = "") -> None:
    """Fence devices have commands of their own."""
    found = [resource(run.cib, id, "primitive") for id in ids]
    if any(each is not None and each.get("class") == "stonith" for each in found):
        more = f" Please use '{instead}' instead." if instead else ""
        run.deprecated(
            "Ability of this command to accept stonith resources is deprecated and will be removed in a future release."
            + more
        )


def warn_about_resource(run: Run, ids: Sequence[str], instead: str = "") -> None:
    """Other resources have commands of their own."""
    found = [resource(run.cib, id, *RESOURCE_TAGS) for id in ids]
    if any(each is not None and each.get("class") != "stonith" for each in found):
        more = f" Please use '{instead}' instead." if instead else ""
        run.deprecated(
            "Ability of this command to accept resources is deprecated and will be removed in a future release." + more
        )
