"""From the register to its readers: the report in two languages, open data, and the way from a figure to its sentences.

Everything here is a pure function of a `Register`: the same register gives the same bytes. Document text is treated
as hostile: it is never markup, never a link target unchecked, never a spreadsheet formula.
"""

from tawthiq.publish.exports import write_exports
from tawthiq.publish.report import render, write_report

__all__ = ["render", "write_exports", "write_report"]
