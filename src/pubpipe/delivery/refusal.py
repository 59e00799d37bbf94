"""Why an edition did not get to where it is read -> an error with a code that stays, and a finding."""

from __future__ import annotations

from pubpipe.errors import DeliveryError
from pubpipe.model import Finding


class Refusal(DeliveryError):
    """An edition was not brought to where it is read. ``code`` stays the same whatever the words are."""

    def __init__(self, code: str, message: str, hint: str = "") -> None:
        super().__init__(message, hint)
        self.code = code

    @property
    def finding(self) -> Finding:
        """The same as a value."""
        return Finding("error", self.code, self.message, self.hint)
