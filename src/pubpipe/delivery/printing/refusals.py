"""Why an article did not get onto paper -> a refusal with a code that stays, and a finding."""

from __future__ import annotations

from pubpipe.delivery.refusal import Refusal


class Unprinted(Refusal):
    """Nothing was printed, or not all."""
