"""``pubpipe sources``: an article -> a table of what is known of its sources, and from where."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pubpipe.cli import options
from pubpipe.cli.options import Choices
from pubpipe.cli.terminal import Terminal, json_bytes, stderr, stdout, write_bytes
from pubpipe.errors import CheckFailed, UsageProblem

if TYPE_CHECKING:
    from pubpipe.model import Json, Source
    from pubpipe.press.lookup import Found, Lookup
    from pubpipe.press.network.visiting import Visitor

EPILOG = """\b
Examples:
  pubpipe sources letter
  pubpipe sources letter --fetch
  pubpipe sources letter --check --json | jq '.sources[] | .URL, .state'
"""

_FIELDS = (
    "type", "author", "title", "container-title", "publisher", "volume", "issue", "page", "issued", "DOI",
    "accessed", "note",
)  # fmt: skip
_JOURNAL = ("article-journal", "container-title")
_NAMES = {"type": "kind", "container-title": "publisher", "publisher": "publishing house", "issued": "date"}


@click.command("sources", epilog=EPILOG)
@click.argument("source", metavar="ARTICLE", shell_complete=options.complete_articles)
@click.option("--fetch", is_flag=True, help="Ask the pages not asked before, and keep what they say.")
@click.option(
    "--check", is_flag=True, help="Ask whether each is there still, moved or changed; keep nothing."
)
@click.option("--archived", is_flag=True, help="Look for copies in the archive that sources-timegate names.")
@click.option("--force", is_flag=True, help="With --fetch: ask all pages anew.")
@click.option("--allow-private", is_flag=True, help="Ask hosts that are not public, too.")
@options.project_option
@options.strict_option
@options.json_option
@options.quiet_option
@options.verbose_option
def command(
    source: str, fetch: bool, check: bool, archived: bool, allow_private: bool, **values: object
) -> int:
    """Show what is known of each source of ARTICLE, and from where.

    What pages say is kept beside the article in NAME.sources.lock, and every build takes it from there: none of them
    asks the network. The sidecar wins over it. The exit code is 6 for a source that is gone or does not answer, with
    --strict also for one that moved or changed.
    """
    if sum((fetch, check, archived)) > 1:
        raise UsageProblem("--fetch, --check and --archived are three commands", "Give one of them.")
    choices = Choices(**values)  # type: ignore[arg-type]  # click has checked them
    asked = "fetch" if fetch else "check" if check else "archived" if archived else ""
    return _run(source, choices, asked, allow_private=allow_private)


def _run(source: str, choices: Choices, asked: str, *, allow_private: bool) -> int:

    from pubpipe.cli.requesting import input_of, settings_of
    from pubpipe.press.lookup import BAD, NOTED, Lookup
    from pubpipe.press.request import Overrides
    from pubpipe.project import find, settled

    project = find(Path.cwd(), choices.project)
    project = settled(project, settings_of(choices, project))
    lookup = Lookup(input_of(source, project), project, Overrides())
    found = lookup.known()
    if asked:
        visitor = _visitor(choices, allow_private=allow_private)
        found = _looked(lookup, asked, visitor, choices, project.settings.sources_timegate)
    if choices.as_json:
        whole = {
            "version": 1,
            "article": lookup.article.manuscript.slug,
            "sources": [_plain(f) for f in found],
        }
        write_bytes(json_bytes(whole))
    else:
        out = stdout()
        for line in _table(found, out, quiet=choices.quiet):
            out.say(line)
    bad = BAD | NOTED if project.settings.strict else BAD
    return CheckFailed.exit_code if any(f.state in bad for f in found) else 0


def _looked(
    lookup: Lookup, asked: str, visitor: Visitor, choices: Choices, timegate: str
) -> tuple[Found, ...]:
    if asked == "fetch":
        return lookup.fetched(visitor, anew=choices.force)
    if asked == "check":
        return lookup.checked(visitor)
    return lookup.archived(visitor, timegate)


def _visitor(choices: Choices, *, allow_private: bool) -> Visitor:
    """One that tells a terminal whom it asks."""
    from pubpipe.press.network.visiting import Visitor

    err = stderr()
    if choices.quiet or not err.live:
        return Visitor(allow_private=allow_private)
    return Visitor(allow_private=allow_private, told=lambda address: err.say(f"Asking {address}"))


def _table(found: tuple[Found, ...], terminal: Terminal, *, quiet: bool) -> Iterator[str]:
    """A block a source: its number and address, how it stands, then a line a field with where it comes from."""
    if not found:
        yield "No sources."
    for number, one in enumerate(found, 1):
        if quiet and one.state in ("", "there", "archived"):
            continue
        head = f"{number}. {one.source.url or one.source.title or one.source.note}"
        yield terminal.paint(head, bold=True)
        if one.state:
            yield terminal.wrap(f"{one.state}{f': {one.why}' if one.why else ''}", "   ", "   ")
        if quiet:
            continue
        rows = list(_rows(one))
        width = max((len(name) for name, _, _ in rows), default=0)
        for name, value, origin in rows:
            yield terminal.wrap(f"{name:<{width}}  {value} ({origin})", "   ", " " * (width + 5))


def _rows(one: Found) -> Iterator[tuple[str, str, str]]:
    for name, value in _told(one.source):
        if name != "x-archived":
            called = "journal" if (one.source.type, name) == _JOURNAL else _NAMES.get(name, name)
            yield called, _shown(value), _origin(name, one)
    copy = dict(one.source.extra).get("x-archived")
    if isinstance(copy, dict):
        yield "archived", f"{copy.get('URL')}, {copy.get('date')}", _origin("x-archived", one)


def _told(source: Source) -> Iterator[tuple[str, Json]]:
    """The fields of a record that people ask for; numbers as text."""
    from pubpipe.normalize.references import to_front_matter

    for name, value in to_front_matter(source).items():
        # Every record has a kind; only one that somebody stated is worth a word.
        known = name != "type" or name in (*source.fetched, *source.edited)
        if known and name in (*_FIELDS, "x-archived"):
            yield name, value if isinstance(value, list | dict) else str(value)


def _shown(value: Json) -> str:
    if isinstance(value, list):
        return ", ".join(map(_shown, value))
    if isinstance(value, dict):
        return " ".join(str(value[key]) for key in ("literal", "given", "family") if value.get(key))
    return str(value)


def _origin(name: str, one: Found) -> str:
    source: Source = one.source
    if name in source.edited:
        return "edited in the sidecar"
    if name in source.fetched:
        return f"fetched {one.entry.fetched}".rstrip() if one.entry else "fetched"
    return "derived from the address" if name in source.derived else "given by the article"


def _plain(one: Found) -> dict[str, Json]:
    """A source as plain data of the committed schema ``sources.schema.json``."""
    values = dict(_told(one.source))
    origins = {name: _origin(name, one).split()[0] for name in values}
    fields: dict[str, Json] = {name: {"value": v, "from": origins[name]} for name, v in values.items()}
    return {
        "id": one.source.id,
        "URL": one.source.url,
        "state": one.state,
        "why": one.why,
        "fields": fields,
    }
