"""Settings -> how long and how large the work on one article may become, and what is said where it is more."""

from __future__ import annotations

import contextlib
import resource
import signal
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from pubpipe.errors import PubpipeError
from pubpipe.settings import Settings

_MB = 1_000_000
_DEEP = "Lists, quotations, tables and brackets stand within one another a few hundred levels deep at most."
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

    ``brought`` is what its style brought and C reads: a face may end a process too.
    """
    return "the process that made it died", _suspecting(brought, raising("memory", 2 * limits.memory))


def _suspecting(brought: tuple[str, ...], hint: str) -> str:
    if not brought:
        return hint
    return f"It may be what the style brings: try it without {', '.join(brought)}. {hint}"


@contextlib.contextmanager
def within(
    limits: Limits, what: str, kind: type[PubpipeError], brought: tuple[str, ...] = ()
) -> Iterator[None]:
    """Stop work that takes too long, too much memory or too deep a stack; raise ``kind`` that names the limit.

    ``what`` begins the message, ``brought`` is what the style brought, as in :func:`died`. Time and memory are
    watched in a process's main thread only: both belong to the whole process (setitimer(2), RLIMIT_AS of
    setrlimit(2)). What is unexpected becomes a ``kind`` too, so that it costs no other article.
    """
    try:
        with _timed(limits.seconds), _bounded(limits.memory * _MB):
            yield
    except PubpipeError:
        raise
    except Late:
        message = f"{what} was not done after {limits.seconds} seconds and was stopped"
        raise kind(message, _suspecting(brought, raising("time", 4 * limits.seconds))) from None
    except MemoryError:
        message = f"{what} needs more memory than the limit of {limits.memory} MB"
        raise kind(message, _suspecting(brought, raising("memory", 2 * limits.memory))) from None
    except RecursionError:
        raise kind(f"{what} is nested too deeply", _DEEP) from None
    except Exception as error:
        raise kind(f"{what}: unexpected {type(error).__name__}: {error}", _BUG) from error


@contextlib.contextmanager
def _timed(seconds: int) -> Iterator[None]:
    main = threading.current_thread() is threading.main_thread()
    if not main or signal.getitimer(signal.ITIMER_REAL)[0]:
        yield
        return

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise Late

    before = signal.signal(signal.SIGALRM, stop)
    # Again every second: a callback that C called must swallow what is raised in it.
    signal.setitimer(signal.ITIMER_REAL, seconds, 1)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


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
        return int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
    except (OSError, ValueError, IndexError):
        return 0
