"""What a command raises -> ``Error: …`` and ``Hint: …`` on standard error, and the exit code."""

from __future__ import annotations

import errno
import re
import sys
import traceback
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from pubpipe.cli.terminal import Terminal, json_bytes, stderr, write_bytes
from pubpipe.errors import PubpipeError, UsageProblem
from pubpipe.model import Json

INTERRUPTED = 130
_OF_THE_MACHINE = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO))


class Commands(Mapping[str, click.Command]):
    """Commands by their names, each imported when it is asked for: a build has no use for the others."""

    def __init__(self, modules: Mapping[str, str]) -> None:
        self._modules = modules

    def __getitem__(self, name: str) -> click.Command:
        """Return a command; raises KeyError for what is none."""
        module: Any = import_module(f"pubpipe.cli.commands.{self._modules[name]}")
        found: Iterable[click.Command] = getattr(module, "commands", None) or (module.command,)
        return next(command for command in found if command.name == name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._modules)

    def __len__(self) -> int:
        return len(self._modules)


class Pubpipe(click.Group):
    """The one place that turns exceptions into words; a command's return value is the exit code."""

    def main(  # type: ignore[override]  # click's overloads only tell apart what standalone_mode returns
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,  # noqa: ANN401  # click's own signature
    ) -> int:
        """Run a command; with ``standalone_mode`` ends the process, else returns the exit code."""
        arguments = list(sys.argv[1:] if args is None else args)
        try:
            result = super().main(
                args=arguments,
                prog_name=prog_name,
                complete_var=complete_var,
                standalone_mode=False,
                windows_expand_args=windows_expand_args,
                **extra,
            )
            code = result if isinstance(result, int) else 0
        except click.Abort:
            code = _refuse(arguments, INTERRUPTED, "interrupted", "")
        except click.ClickException as error:
            code = _refuse(arguments, error.exit_code, *_usage(error))
        except PubpipeError as error:
            code = _refuse(arguments, error.exit_code, error.message, error.hint)
        except Exception as error:  # whatever else comes up is ours to explain, not a traceback to read
            code = _refuse(arguments, 1, *_unforeseen(error))
        if standalone_mode:
            sys.exit(code)
        return code

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands in the order in which they are given, the main ones first."""
        return list(self.commands)


def _unforeseen(error: Exception) -> tuple[str, str]:
    """What is to be said of an error that no part of pubpipe explains, and what to do: of the machine's, or a bug."""
    if isinstance(error, OSError) and error.errno in _OF_THE_MACHINE:
        place = error.filename if isinstance(error.filename, str) else "the result"
        return f"{place} cannot be written: {error.strerror}", "Check the rights there and the free space."
    if isinstance(error, FileNotFoundError) and not _is_somewhere():
        return "the folder that this terminal is in is gone", "Go to another one: cd FOLDER"
    message = f"unexpected {type(error).__name__}: {error}".rstrip(": ")
    return message, "This is a bug in pubpipe. Run the same command with -vv and report what it shows."


def _is_somewhere() -> bool:
    """Whether the folder in which the command was called is there."""
    try:
        Path.cwd()
    except FileNotFoundError:
        return False
    return True


def show(terminal: Terminal, word: str, message: str, hint: str) -> None:
    """Write one error or warning, ``word`` first, with its hint below it."""
    colour = {"Error": "red", "Warning": "yellow"}.get(word, "cyan")
    head = terminal.wrap(f"{word}: {message}", rest="  ")
    terminal.say(head.replace(f"{word}:", terminal.paint(f"{word}:", colour=colour, bold=True), 1))
    if hint:
        terminal.say(terminal.wrap(f"Hint: {hint}", rest="  "))


def error_object(code: int, message: str, hint: str) -> dict[str, Json]:
    """Return what stands under ``error`` in a ``--json`` object."""
    return {"exit_code": code, "message": message, "hint": hint}


def line(**values: Json) -> bytes:
    """Return one line of ``--json-lines``."""
    return json_bytes(values, None)


def _refuse(arguments: list[str], code: int, message: str, hint: str) -> int:
    flags = arguments[: arguments.index("--")] if "--" in arguments else arguments
    terminal = stderr()
    if sum(flag.count("v") for flag in flags if re.fullmatch(r"-[qv]+", flag)) + flags.count("--verbose") > 1:
        terminal.say(traceback.format_exc().rstrip())
    show(terminal, "Error", message, hint)
    if sys.stdout is None:
        return code
    if "--json" in flags:
        _show_json(code, message, hint)
    elif "--json-lines" in flags:
        write_bytes(line(error=error_object(code, message, hint)))
    return code


def _show_json(code: int, message: str, hint: str) -> None:
    error = error_object(code, message, hint)
    summary = {"articles": 0, "built": 0, "unchanged": 0, "failed": 0, "seconds": 0.0}
    whole: dict[str, object] = {"error": error}
    if code != UsageProblem.exit_code:
        whole = {"articles": [], "summary": summary, "error": error}
    write_bytes(json_bytes(whole))


def _usage(error: click.ClickException) -> tuple[str, str]:
    if isinstance(error, click.exceptions.NoSuchOption | click.exceptions.NoSuchCommand):
        hint = f"Did you mean {error.possibilities[0]!r}?" if error.possibilities else ""
        message = error.message
    else:
        hint, message = "", error.format_message()
    context = error.ctx if isinstance(error, click.UsageError) else None
    if not hint:
        hint = f"{context.command_path if context else 'pubpipe'} --help shows what there is."
    message = " ".join(message.split()).rstrip(".")
    return message[:1].lower() + message[1:], hint
