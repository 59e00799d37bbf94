"""Settings -> how long and how large the work on one article may become, and what is said where it is more."""

from __future__ import annotations

import contextlib
import resource
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import FrameType

from pubpipe.errors import PubpipeError
from pubpipe.settings import Settings

_MB = 1_000_000
_NAMED = 6  # files of a style that are named
_DEEP = "Lists, quotations, tables and brackets stand within one another a few hundred levels deep at most."
_STAYS = "If it stays, please report it with the article."
_BUG = "This is a bug of pubpipe: please report it with the article."


@dataclass(frozen=True, slots=True)
class Limits:
    """``seconds`` for reading an article or making one of its editions, ``memory`` and ``size`` of a file in MB."""

    seconds: int
    memory: int
    size: int

    @property
    def largest(self) -> int:
        """The bytes that a received file, what is packed in it, or a picture may have."""
        return self.size * _MB


class Late(BaseException):
    """Time is up. No ``Exception``: what is caught on the way to let work go on must not catch it."""


def limits_of(settings: Settings) -> Limits:
    """Return the limits that a project's settings ask for."""
    return Limits(settings.limits_time, settings.limits_memory, settings.limits_bytes)


USUAL = limits_of(Settings())


def raising(name: str, value: int) -> str:
    """Return the hint that says how a limit is raised to a value; ``name`` is ``time``, ``memory`` or ``bytes``."""
    unit = "seconds" if name == "time" else "megabytes"
    return (
        f"If you trust it: limits.{name} = {value} in pubpipe.toml, or PUBPIPE_LIMITS_{name.upper()}={value},"
        f" allows more ({unit})."
    )


def died(limits: Limits, brought: tuple[str, ...] = ()) -> tuple[str, str]:
    """Return what is said of a process that ended without a word: most likely it was out of memory.

    ``brought`` are the files that its style brought: a face may end a process too.
    """
    return "the process that made it died", suspecting(brought, raising("memory", 2 * limits.memory))


def suspecting(brought: tuple[str, ...], hint: str) -> str:
    """Return a hint that names first what a style brought, where it brought anything."""
    if not brought:
        return hint
    more = f" and {len(brought) - _NAMED} more" if len(brought) > _NAMED else ""
    return f"It may be what the style brings: try it without {', '.join(brought[:_NAMED])}{more}. {hint}"


def _placed(message: str, error: BaseException) -> str:
    """Return a message with the place that the work was at, where its error has a note of it (PEP 678)."""
    notes = getattr(error, "__notes__", ())
    return f"{message}, at {notes[0]}" if notes else message


@contextlib.contextmanager
def within(
    limits: Limits, what: str, kind: type[PubpipeError], brought: Callable[[], tuple[str, ...]] = tuple
) -> Iterator[None]:
    """Stop work that takes too long, too much memory or too deep a stack; raise ``kind`` that names the limit.

    ``what`` begins the message, ``brought`` tells the files that the style brought, as in :func:`died`. Time and memory
    are watched in a process's main thread only: both belong to the whole process (setitimer(2), RLIMIT_AS of
    setrlimit(2)). What is unexpected becomes a ``kind`` too, so that it costs no other article.
    """
    try:
        with _timed(limits.seconds), _bounded(limits.memory * _MB):
            yield
    except PubpipeError:
        raise
    except Late as error:
        message = _placed(f"{what} was not done after {limits.seconds} seconds and was stopped", error)
        raise kind(message, suspecting(brought(), raising("time", 4 * limits.seconds))) from None
    except MemoryError as error:
        message = _placed(f"{what} needs more memory than the limit of {limits.memory} MB", error)
        raise kind(message, suspecting(brought(), raising("memory", 2 * limits.memory))) from None
    except RecursionError as error:
        message = _placed(f"{what} is nested too deeply", error)
        raise kind(message, suspecting(brought(), _DEEP)) from None
    except Exception as error:
        if files := brought():  # rules that no library expects, as likely as not
            message = f"{what} ended with {type(error).__name__}: {error}".removesuffix(": ")
            raise kind(_placed(message, error), suspecting(files, _STAYS)) from error
        raise kind(f"{what}: unexpected {type(error).__name__}: {error}", _BUG) from error


@contextlib.contextmanager
def _timed(seconds: int) -> Iterator[None]:
    main = threading.current_thread() is threading.main_thread()
    if not main or signal.getitimer(signal.ITIMER_REAL)[0]:
        yield
        return

    def stop(_number: int, frame: FrameType | None) -> None:
        # A module that is half there would fail whatever is read after it; the next second comes.
        if not _imports(frame):
            raise Late

    def tell(unraisable: sys.UnraisableHookArgs) -> None:
        if not isinstance(unraisable.exc_value, Late):
            told(unraisable)

    before, told = signal.signal(signal.SIGALRM, stop), sys.unraisablehook
    # What is raised while something is being cleared away cannot be caught, and would be shown as a traceback.
    sys.unraisablehook = tell
    # Again every second: a callback that C called must swallow what is raised in it.
    signal.setitimer(signal.ITIMER_REAL, seconds, 1)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        sys.unraisablehook = told


def _imports(frame: FrameType | None) -> bool:
    """Whether a module is being imported, however deep the work is in it."""
    while frame is not None:
        if frame.f_code.co_filename == "<frozen importlib._bootstrap>":
            return True
        frame = frame.f_back
    return False


@contextlib.contextmanager
def _bounded(memory: int) -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = _addresses() + memory
    if wanted <= memory or (soft != resource.RLIM_INFINITY and soft <= wanted):
        yield
        return
    try:
        resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))
    except (ValueError, OSError):  # a system that knows no such limit, or a stricter one
        yield
        return
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _addresses() -> int:
    """The bytes of address space that this process has; 0 where the system does not tell."""
    try:
        with open("/proc/self/statm", "rb") as told:  # noqa: PTH123 - asked for some fourteen times an article
            return int(told.read().split()[0]) * resource.getpagesize()
    except (OSError, ValueError, IndexError):
        return 0
