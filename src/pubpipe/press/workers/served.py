"""The server that workers are forked from -> the same with what was compiled before at hand, for all that it imports.

It never ends but by being killed, so that nothing is written: the press itself keeps what is new.
"""

from __future__ import annotations

from pubpipe import compiled

COMPILED = compiled.kept()
COMPILED.__enter__()
