"""Bring your own: a production configuration, recognised, judged, and made into something to break.

============== ============================================================================================
`take`         from a pasted text or a file's bytes to a `Taken`, or an `IntakeError` that says what it is
`Taken`        the configuration; `session()` makes a living cluster of it, `forecast()` asks the scheduler
`Finding`      one difference from the cluster that it comes from, and what that means
============== ============================================================================================
"""

from hasim.intake.errors import IntakeError
from hasim.intake.findings import Finding
from hasim.intake.forecast import Forecast
from hasim.intake.take import Mode, Taken, take

__all__ = ["Finding", "Forecast", "IntakeError", "Mode", "Taken", "take"]
