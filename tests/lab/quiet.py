"""A Board's sink for tests that look at nothing."""


class Quiet:
    """A sink that shows nothing."""

    def show(self, html: str) -> None:
        """Nothing is shown."""

    def update(self, html: str) -> None:
        """Nothing is shown."""
