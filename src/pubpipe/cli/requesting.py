"""A command's choices -> what it asks of the press: option over environment over ``pubpipe.toml``."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from pubpipe.cli.options import Choices
from pubpipe.cli.terminal import refuse_closed, stderr
from pubpipe.errors import ConfigurationError, UsageProblem

if TYPE_CHECKING:
    from pubpipe.press.request import Input, Overrides, Request
    from pubpipe.project import Project
    from pubpipe.settings import Settings

STANDARD = "-"


def request(choices: Choices, single: str = "") -> Request:
    """Return the press's request: option over environment over ``pubpipe.toml`` over default."""
    from pubpipe.press.request import Request
    from pubpipe.project import find, settled

    project = find(Path.cwd(), choices.project)
    settings = settings_of(choices, project)
    formats = (single,) if single else settings.formats
    choices, settings = _to_a_store(choices, settings, one=len(choices.inputs) == len(formats) == 1)
    project = settled(project, settings)
    wanting = {
        "-o -": choices.output == STANDARD,
        "--json": choices.as_json,
        "--json-lines": choices.json_lines,
    }
    if sum(wanting.values()) > 1:
        both = " and ".join(name for name, wants in wanting.items() if wants)
        raise UsageProblem(f"{both} both want standard output")
    if any(wanting.values()):
        refuse_closed()
    if choices.cluster not in ("", "local") and choices.jobs is not None:
        raise UsageProblem(
            "--jobs is for this machine, and --cluster for others", "Each worker of a cluster has --nthreads."
        )
    inputs = inputs_of(choices.inputs, project)
    if len(inputs) > 1:
        _check_single(choices)
    return Request(
        project,
        inputs,
        formats,
        overrides_of(choices),
        choices.output,
        choices.force,
        verify=choices.verify,
        whole=not choices.inputs,
        cluster=choices.cluster,
    )


def _to_a_store(choices: Choices, settings: Settings, *, one: bool) -> tuple[Choices, Settings]:
    """Take an ``-o`` that is the address of a folder for what it is: where the editions are for this time."""
    from pubpipe.stores.addresses import is_address, problem

    output = choices.output
    path_of(output)
    if not is_address(output):
        return choices, settings
    if wrong := problem(output):
        raise UsageProblem(f"-o: {wrong[0]}", wrong[1])
    if one and PurePath(output).suffix:
        return choices, settings
    return replace(choices, output=""), replace(settings, dist=output)


def overrides_of(choices: Choices) -> Overrides:
    """Return what options state about the article; names of steps may have commas between them.

    Raises UsageProblem for a step that does not exist, before anything is read.
    """
    from pubpipe.press import steps
    from pubpipe.press.request import Overrides
    from pubpipe.settings.known import suggest

    on, off = (
        tuple(name for word in words for name in word.replace(",", " ").split())
        for words in (choices.on, choices.off)
    )
    on += ("typography",) if choices.smart else ()
    for name in (*on, *off):
        if name not in steps():
            raise UsageProblem(f"there is no step {name!r} to switch", suggest(name, steps(), "Steps"))
        if name in on and name in off:
            raise UsageProblem(f"{name!r} is switched on and off", "Give it to one of --on and --off.")
    return Overrides(choices.title, choices.lang, choices.slug, choices.url, on, off)


def settings_of(choices: Choices, project: Project) -> Settings:
    """Return the project's settings under those of the environment and of the command line.

    Raises UsageProblem for a wrong option, ConfigurationError for a wrong variable or format in the project.
    """
    from pubpipe.settings import from_environment
    from pubpipe.settings.known import problem

    settings = from_environment(project.settings, os.environ)
    formats = _formats_of(choices, settings, project)
    for key, value in (
        ("lang", choices.lang),
        ("source", choices.source),
        ("dist", choices.dist),
        ("style", choices.style or "default"),
        ("citation-style", choices.citation_style),
    ):
        if wrong := problem(key, value):
            raise UsageProblem(f"--{key} {wrong[0]}", wrong[1])
    return replace(
        settings,
        formats=formats,
        source=choices.source or settings.source,
        dist=choices.dist or settings.dist,
        style=choices.style or settings.style,
        sources_qr=choices.qr or settings.sources_qr,
        citation_style=_from_here(choices.citation_style) or settings.citation_style,
        two_sided=choices.two_sided or settings.two_sided,
        colophon=choices.colophon or settings.colophon,
        jobs=settings.jobs if choices.jobs is None else choices.jobs,
        strict=choices.strict or settings.strict,
        remove_nothing=choices.remove_nothing or settings.remove_nothing,
    )


def _formats_of(choices: Choices, settings: Settings, project: Project) -> tuple[str, ...]:
    """Return the formats that the command line names, else those of the settings, each once."""
    from pubpipe.press import formats as registered
    from pubpipe.settings.known import suggest

    named = choices.formats.replace(",", " ").split()
    if choices.formats and not named:
        raise UsageProblem("--formats names no format", f"Formats: {', '.join(registered())}.")
    for name in named or settings.formats:
        if name in registered():
            continue
        hint = suggest(name, registered(), "Formats")
        if named:
            raise UsageProblem(f"there is no format {name!r}", hint)
        raise ConfigurationError(f"{_where(project)}: there is no format {name!r}", hint)
    return tuple(dict.fromkeys(named or settings.formats))


def _from_here(style: str) -> str:
    """A CSL file that an option names is looked for from here, one of the settings from the project's folder."""
    return str(Path.cwd() / style) if style.endswith(".csl") else style


def _where(project: Project) -> str:
    """Say where the formats were named that no option named."""
    from pubpipe.project import SETTINGS_FILE
    from pubpipe.settings import line_of, variable

    if os.environ.get(variable("formats")):
        return variable("formats")
    text = (project.root / SETTINGS_FILE).read_text("utf-8-sig")
    return f"{SETTINGS_FILE}, line {line_of(text, 'formats')}"


def inputs_of(words: tuple[str, ...], project: Project) -> tuple[Input, ...]:
    """Return the files that were named, ``-`` read to its end, or all articles of the project.

    A word that is no file but names one article of the project, with or without its suffix, is that article.
    Raises UsageProblem when there is nothing to build.
    """
    from pubpipe.press.request import Input
    from pubpipe.project import articles, name_of

    if words.count(STANDARD) > 1:
        raise UsageProblem("standard input can be read only once")
    if words:
        return tuple(input_of(word, project) for word in words)
    if not project.inside:
        raise UsageProblem(
            "there is no project here, and no file was named",
            "pubpipe all FILE builds a file, pubpipe init makes a project.",
        )
    found = articles(project)
    if not found:
        where = name_of(project, project.source) if project.settings.source else "source/"
        raise UsageProblem(f"there is no article in {where}", "Put a text, Markdown or HTML file there.")
    return tuple(Input(name_of(project, path), path) for path in found)


def path_of(word: str) -> Path:
    """Return the path that a word names, or the address of a file in a store; raises UsageProblem."""
    from pubpipe.stores.addresses import is_address, located, mistyped, problem

    if meant := mistyped(word):
        raise UsageProblem(f"{word!r} is no address of a store", f"Did you mean {meant}?")
    if not is_address(word):
        return Path(word)
    if wrong := problem(word):
        raise UsageProblem(wrong[0], wrong[1])
    return located(word)


def input_of(word: str, project: Project) -> Input:
    """Return the file that a word names, or standard input, read to its end."""
    from pubpipe.press.request import Input
    from pubpipe.project import articles, name_of
    from pubpipe.stores import address, is_stored

    if word == STANDARD:
        if sys.stdin is None:
            raise UsageProblem(
                "standard input is closed", "Name a file, or let another program write into pubpipe."
            )
        if sys.stdin.isatty():
            stderr().say("Reading the article from the terminal; Ctrl-D ends it.")
        return Input(word, None, sys.stdin.buffer.read())
    path = path_of(word)
    if is_stored(path):
        return Input(address(path), path)
    if project.inside and not os.path.lexists(path):
        for article in articles(project):
            inside = article.relative_to(project.source)
            if word in (inside.as_posix(), inside.with_suffix("").as_posix()):
                return Input(name_of(project, article), article)
    return Input(word, path.absolute())


def _check_single(choices: Choices) -> None:
    for name, value in (("title", choices.title), ("slug", choices.slug), ("url", choices.url)):
        if value:
            raise UsageProblem(f"--{name} is for one article, and there are several", "Name one INPUT.")
