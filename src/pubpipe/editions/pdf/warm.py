"""The server that workers are forked from -> the same with WeasyPrint imported, once for all of them.

Pango's own state is made in each worker: it does not survive a fork.
"""

from __future__ import annotations

import contextlib
import gc

from pubpipe.editions.pdf import engine

# Each PDF edition says for itself that Pango is missing.
with contextlib.suppress(OSError):
    engine.load()
gc.collect()
# A collection in a worker would write to, and so copy, every page that it shares with the server.
gc.freeze()
