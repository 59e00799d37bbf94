"""The passes: one module, one function ``Galley -> Galley`` each; a detector is silent on its own output.

Modules that begin with ``_`` are what several passes share.
"""
