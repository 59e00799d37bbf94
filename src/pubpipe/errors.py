"""A refusal -> its message, hint and exit code."""

from collections.abc import Collection


class PubpipeError(Exception):
    """Something a user can act on: shown as ``Error: message`` and ``Hint: hint``, never as a traceback."""

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message, hint)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return self.message


class UsageProblem(PubpipeError):
    """The command line asks for something that does not exist or does not fit together."""

    exit_code = 2


class ArticleError(PubpipeError):
    """An article cannot be read, or the audit of its words fails."""

    exit_code = 3


class ConfigurationError(PubpipeError):
    """``pubpipe.toml``, a sidecar, the environment or a style is wrong."""

    exit_code = 4


class StoreError(ConfigurationError):
    """A store cannot be had, or fails; what was written into it before is whole."""


class EditionError(PubpipeError):
    """One edition cannot be made; its sisters are written all the same."""

    exit_code = 5


class CheckFailed(PubpipeError):
    """A check found errors."""

    exit_code = 6


class DeliveryError(PubpipeError):
    """An edition was made, but could not be brought to where it is read: not printed, not sent."""

    exit_code = 7


_WORST_FIRST = (
    130,
    *(kind.exit_code for kind in (ConfigurationError, ArticleError, EditionError, CheckFailed)),
)


def worst(codes: Collection[int]) -> int:
    """Return the exit code that decides for many (0: nothing failed): an interruption's before all others."""
    return next((code for code in _WORST_FIRST if code in codes), 0)


def right_to_read(error: OSError) -> str:
    """Return the hint for a file or folder that must not be read; there is none for other reasons."""
    return "Give yourself the right to read it." if isinstance(error, PermissionError) else ""


def called(name: str) -> str:
    """Return what people call a file: its name, or what ``-`` stands for."""
    return "standard input" if name == "-" else name
