"""A council's own table, in Word, Excel, CSV, a web page or plain text, as the text of a plan.

Two steps with a type between them. A reader (one module a format) knows no plan: it makes ``Grid``s of cells, as
somebody sees them on the page, with what is struck out, coloured, hidden or linked. The interpreter knows no file: it
turns grids into a plan, says every doubt at its cell, and accounts for every word. What a reader leaves out it says.
"""

from __future__ import annotations
