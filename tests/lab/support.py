"""What several tests of the lab share."""


class Quiet:
    """A sink that shows nothing."""

    def show(self, html: str) -> None:
        pass

    def update(self, html: str) -> None:
        pass
