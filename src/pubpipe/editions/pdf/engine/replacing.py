"""A function of WeasyPrint and another -> the other one wherever WeasyPrint's modules have imported it."""

from __future__ import annotations

import sys
from collections.abc import Callable


def replace(old: Callable[..., object], new: Callable[..., object]) -> None:
    """Put a function in the place of another in all modules of WeasyPrint."""
    for name, module in list(sys.modules.items()):
        if name.startswith("weasyprint."):
            for key, value in list(vars(module).items()):
                if value is old:
                    setattr(module, key, new)
