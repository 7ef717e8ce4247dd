"""The report of a whole session: one HTML file that needs no kernel, no network and no script.

=========== ======================================================================
`report`    the page's text, from a session (and the predictions that were made)
=========== ======================================================================
"""

from hasim.report.page import Prediction, report

__all__ = ["Prediction", "report"]
