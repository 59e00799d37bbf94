"""The same command over the same files -> its last answer shown again, before anything else is imported.

Only modules that Python itself has loaded when it starts are used here: what this module imports, every command
pays. A stamp is bytes: a line of five numbers (the lengths of key, present and absent paths, the exit code, the
files' state), those three joined by NUL, then what was shown.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator

FOLDER = b".pubpipe"
PREFIX = b"again-"
STDOUT, STDERR = b"1", b"2"

# Beside PUBPIPE_*: what decides how the answer looks, where a project is looked for and which faces are installed.
_VARIABLES = (
    b"COLUMNS",
    b"FONTCONFIG_FILE",
    b"FONTCONFIG_PATH",
    b"HOME",
    b"NO_COLOR",
    b"PYPANDOC_PANDOC",
    b"SOURCE_DATE_EPOCH",
    b"TERM",
    b"XDG_DATA_HOME",
)


def answer() -> int | None:
    """Show the stored report and return its exit code; None where anything differs, and nothing was shown."""
    try:
        mark = key()
        name = PREFIX + file_name(mark)
        for folder in _folders():
            stored = _read(folder + b"/" + FOLDER + b"/" + name)
            if stored is not None:
                return _answered(stored, mark)
    except (OSError, ValueError, AttributeError):
        pass
    return None


def key() -> bytes:
    """Return everything but files on which an answer rests: arguments, environment, Python, the terminal.

    Raises OSError, ValueError or AttributeError for standard streams that are no files.
    """
    environ = os.environb
    # A mail account's password is nothing that a build rests on, and nothing to be kept in a file.
    named = sorted(
        n
        for n in environ
        if (n.startswith(b"PUBPIPE_") and not n.startswith(b"PUBPIPE_SMTP_")) or n in _VARIABLES
    )
    parts = [os.fsencode(word) for word in sys.argv[1:]]
    parts += [b"", os.getcwdb(), *(name + b"=" + environ[name] for name in named)]  # noqa: PTH109
    parts += [os.fsencode(part) for part in (sys.version, sys.executable, *sys.path)]
    parts.append(b"%d" % os.geteuid())
    for stream in (sys.stdout, sys.stderr):
        handle = stream.fileno()
        size: object = os.get_terminal_size(handle) if os.isatty(handle) else "no terminal"
        parts.append(f"{stream.encoding} {size}".encode())
    return b"\0".join(parts)


def file_name(mark: bytes) -> bytes:
    """Return the name of a key's stamp; two keys may share one, so the stamp has the key in it."""
    # Of integers, Python's hash is the same in every process.
    return b"%016x" % (hash(tuple(mark)) & 0xFFFFFFFFFFFFFFFF)


def state(paths: Iterable[bytes]) -> int:
    """Return one number for size, inode and both times of all files; raises OSError for one that is gone."""
    stat = os.stat
    total = 0
    for path in paths:
        entry = stat(path)
        total = hash((total, entry.st_ino, entry.st_size, entry.st_mtime_ns, entry.st_ctime_ns))
    return total


def _folders() -> Iterator[bytes]:
    """Where a project may be: here, above, in ``dist/``, and wherever a word of the command line points."""
    here = os.getcwdb()  # noqa: PTH109
    yield here
    yield here + b"/dist"
    while len(here) > 1:
        here = here[: here.rfind(b"/")]
        yield here
    for word in sys.argv[1:]:
        yield os.fsencode(word[word.find("=") + 1 :])
    if b"PUBPIPE_PROJECT" in os.environb:
        yield os.environb[b"PUBPIPE_PROJECT"]


def _read(path: bytes) -> bytes | None:
    try:
        handle = os.open(path, os.O_RDONLY)
    except OSError:
        return None
    try:
        return os.read(handle, os.fstat(handle).st_size)
    finally:
        os.close(handle)


def _answered(stored: bytes, mark: bytes) -> int | None:
    end = stored.index(b"\n") + 1
    of_key, of_present, of_absent, code, files = map(int, stored[:end].split())
    present = end + of_key
    absent = present + of_present
    shown = absent + of_absent
    if stored[end:present] != mark:
        return None
    if any(os.path.lexists(path) for path in split(stored[absent:shown])):
        return None
    if state(split(stored[present:absent])) != files:
        return None
    _show(stored, shown)
    return code


def split(joined: bytes) -> list[bytes]:
    """Return the paths that are joined by NUL."""
    return joined.split(b"\0") if joined else []


def _show(stored: bytes, at: int) -> None:
    """Write what was shown, in its order where both streams are one file, else each stream at once."""
    pieces = []
    while at < len(stored):
        end = stored.index(b"\n", at)
        stream, length = stored[at : at + 1], int(stored[at + 1 : end])
        pieces.append((stream, stored[end + 1 : end + 1 + length]))
        at = end + 1 + length
    handles = {STDOUT: sys.stdout.fileno(), STDERR: sys.stderr.fileno()}
    if not os.path.samestat(os.fstat(handles[STDOUT]), os.fstat(handles[STDERR])):
        pieces = [(s, b"".join(data for stream, data in pieces if stream == s)) for s in handles]
    for stream, data in pieces:
        _write(handles[stream], data)


def _write(handle: int, data: bytes) -> None:
    # A reader that has gone away is no error.
    try:
        while data:
            data = data[os.write(handle, data) :]
    except OSError:
        return
