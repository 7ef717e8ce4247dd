"""What can be wrong with a configuration, and what hasim declines to decide."""

from __future__ import annotations


class CibError(Exception):
    """The input is not a usable CIB; the message is one line that says what to mend."""


class Unsupported(CibError):
    """The input uses a feature that hasim does not model (exit status 3).

    Raised by an explicit check before anything is decided, so that an unmodelled feature never leads to a
    silently wrong answer.

    >>> str(Unsupported("bundles", "bundle", "httpd-bundle"))
    'hasim does not model bundles (<bundle id="httpd-bundle">)'
    """

    def __init__(self, feature: str, element: str = "", id: str = "") -> None:
        where = f' (<{element} id="{id}">)' if id else f" (<{element}>)" if element else ""
        super().__init__(f"hasim does not model {feature}{where}")
        self.feature = feature
        self.element = element
        self.id = id
