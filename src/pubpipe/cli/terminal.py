"""Words -> standard output and standard error, as wide and as coloured as the terminal behind them allows."""

from __future__ import annotations

import os
import re
import shutil
import sys
import textwrap
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TextIO

import click

from pubpipe.errors import UsageProblem

# C0 and C1 but for tab and line feed, DEL, separators of lines, embeddings, overrides and isolates of direction,
# halves of surrogate pairs.
_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
# Stands for ESC in what `paint` made. It holds a word that no article can know, and is never put out.
_OURS = f"\ufdd0{os.urandom(8).hex()}\ufdd1"
PAGE = 80  # columns

_SIGN = "\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\U00020000-\U0003fffd"
_WIDE = re.compile(f"[{_SIGN}]")
_CHUNKS = re.compile(rf"\s+|[「『（【《〈]*[{_SIGN}][、。，．！？：；」』）】》〉ー々]*|[^\s{_SIGN}]+")


@dataclass(frozen=True, slots=True)
class Terminal:
    """One stream: ``width`` in columns, 0 where nothing limits it (a pipe, a file).

    With ``sink``, what is said goes there instead, in the bytes that the stream would get.
    """

    err: bool
    width: int
    colour: bool
    sink: Callable[[bool, bytes], None] | None = None

    def say(self, text: str = "") -> None:
        """Write one line or more; a reader that has gone away is not an error, and the work goes on.

        Whatever could steer the terminal is shown, not done (:func:`harmless`), but for what ``paint`` made.
        """
        text = harmless(text).replace(_OURS, "\x1b")
        if self.sink is None:
            _guarded(self.stream, lambda: click.echo(text, err=self.err, color=self.colour))
            return
        seen = text if self.colour else click.unstyle(text)
        self.sink(self.err, f"{seen}\n".encode(self.stream.encoding, "backslashreplace"))

    def write(self, data: bytes) -> None:
        """Write bytes to standard output as they are."""
        if self.sink is None:
            write_bytes(data)
        else:
            self.sink(False, data)

    def paint(self, text: str, *, colour: str | None = None, bold: bool = False, dim: bool = False) -> str:
        """Return text in a colour or weight, or as it is where there are none."""
        if not self.colour:
            return text
        return click.style(harmless(text), fg=colour, bold=bold or None, dim=dim or None).replace(
            "\x1b", _OURS
        )

    def white_on_black(self, text: str) -> str:
        """Return text in these colours, whatever the terminal's own are, or as it is where there are none."""
        if not self.colour:
            return text
        return click.style(harmless(text), fg="bright_white", bg="black").replace("\x1b", _OURS)

    def wrap(self, text: str, first: str = "", rest: str = "") -> str:
        """Fold prose at the terminal's width; long words such as paths and addresses stay whole."""
        if not self.width:
            return first + text
        room = max(self.width, len(rest) + 20)
        if _WIDE.search(text):
            return _fold(text, room, first, rest)
        return textwrap.fill(
            text,
            room,
            initial_indent=first,
            subsequent_indent=rest,
            break_long_words=False,
            break_on_hyphens=False,
        )

    def folded(self) -> Terminal:
        """Return the same terminal, at most ``PAGE`` columns wide where nothing limits it: for long reading."""
        return replace(self, width=self.width or PAGE)

    @property
    def stream(self) -> TextIO:
        """The stream itself, as it is at this moment."""
        return sys.stderr if self.err else sys.stdout

    @property
    def live(self) -> bool:
        """Whether the cursor may be moved about."""
        return self.width > 0 and os.environ.get("TERM", "") not in ("", "dumb")


def harmless(text: str) -> str:
    """Return text in which control characters, and marks that turn its direction, are written as escapes.

    An article's words are anybody's: ESC would colour the screen, rename its window, type (ECMA-48), an override
    make one file name look like another (Unicode UTS 55, 3.1).
    """
    return _STEERING.sub(lambda m: f"\\x{ord(m[0]):02x}" if m[0] <= "\xff" else f"\\u{ord(m[0]):04x}", text)


def stdout() -> Terminal:
    """Return the terminal for results."""
    return _terminal(err=False)


def stderr() -> Terminal:
    """Return the terminal for progress, warnings and errors."""
    return _terminal(err=True)


def refuse_closed() -> None:
    """Raise UsageProblem where the shell has closed standard output (``>&-``)."""
    if sys.stdout is None:
        raise UsageProblem("standard output is closed", "Let it go into a file or to another program.")


def write_bytes(data: bytes) -> None:
    """Write bytes to standard output as they are: JSON and editions are UTF-8 whatever the locale says.

    Raises UsageProblem where the shell has closed it (``>&-``).
    """
    refuse_closed()

    def write() -> None:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()

    _guarded(sys.stdout, write)


def json_bytes(value: object, indent: int | None = 2) -> bytes:
    """Return JSON in UTF-8 with a line's end, as :func:`harmless` to a terminal as it is to a program."""
    import json

    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return _STEERING.sub(lambda m: f"\\u{ord(m[0]):04x}", text).encode() + b"\n"


def json_pieces(name: str, many: Iterable[object], rest: Mapping[str, object]) -> Iterator[bytes]:
    """Yield, piece by piece, what :func:`json_bytes` gives of an object with many things under its first name."""
    begin = f'{{\n  "{name}": ['.encode()
    end = b"]"
    for one in many:
        yield begin + b"\n    " + json_bytes(one).removesuffix(b"\n").replace(b"\n", b"\n    ")
        begin, end = b",", b"\n  ]"
    yield (begin if end == b"]" else b"") + end + b",\n" + json_bytes(rest).removeprefix(b"{\n")


def size_text(size: int) -> str:
    """Write a number of bytes for people, in decimal units: ``812 bytes``, ``48 kB``, ``1.3 MB``."""
    if size < 1000:
        return f"{size} bytes" if size != 1 else "1 byte"
    value = size / 1000
    for unit in ("kB", "MB", "GB"):
        if value < 999.5 or unit == "GB":
            break
        value /= 1000
    return f"{value:.1f} {unit}" if value < 9.95 else f"{value:.0f} {unit}"


def _terminal(*, err: bool) -> Terminal:
    stream = sys.stderr if err else sys.stdout
    tty = bool(stream) and stream.isatty()
    colour = tty and not os.environ.get("NO_COLOR") and os.environ.get("TERM", "") not in ("", "dumb")
    # A window can report no columns at all; 40 is the narrowest that lines are laid out for.
    width = max(shutil.get_terminal_size().columns, 40) if tty else 0
    return Terminal(err, width, colour)


def _fold(text: str, width: int, first: str, rest: str) -> str:
    """Fold a text with signs of two columns, which lines may end after, but not begin with a closing one."""
    lines, line, at = [], first, len(first)
    for chunk in _CHUNKS.findall(text):
        wide = sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in chunk)
        if at + wide > width and line.strip():
            lines.append(line.rstrip())
            line, at = rest, len(rest)
        if not chunk.isspace() or line.strip():
            line, at = line + chunk, at + wide
    return "\n".join([*lines, line.rstrip()])


def _guarded(stream: TextIO, write: Callable[[], None]) -> None:
    try:
        write()
    except BrokenPipeError:
        # What is still buffered would be flushed, and fail again, at the interpreter's end.
        sink = os.open(os.devnull, os.O_WRONLY)
        os.dup2(sink, stream.fileno())
        os.close(sink)
