"""Draft -> Manuscript + Ledger: ordered passes over a galley, a canonical printer, an audit of every word."""

from __future__ import annotations

from collections.abc import Callable

from pubpipe.errors import ArticleError
from pubpipe.model import Draft, Finding, Ledger, Manuscript, Place
from pubpipe.normalize.audit import Printed, audit
from pubpipe.normalize.dialects import STEP as DIALECT
from pubpipe.normalize.frontmatter import front_matter
from pubpipe.normalize.galley import Galley, Wishes
from pubpipe.normalize.intake import open_galley
from pubpipe.normalize.joints import joined
from pubpipe.normalize.metadata import declared, metadata, provenance
from pubpipe.normalize.passes.blocks.bullets import bullets
from pubpipe.normalize.passes.blocks.callouts import callouts
from pubpipe.normalize.passes.blocks.caption import caption
from pubpipe.normalize.passes.blocks.headings import headings
from pubpipe.normalize.passes.blocks.numbered import numbered
from pubpipe.normalize.passes.blocks.pictures import pictures
from pubpipe.normalize.passes.blocks.subheadings import subheadings
from pubpipe.normalize.passes.blocks.uncalled import uncalled
from pubpipe.normalize.passes.blocks.unlinked import unlinked
from pubpipe.normalize.passes.blocks.wikilinks import wikilinks
from pubpipe.normalize.passes.characters.bidi import bidi
from pubpipe.normalize.passes.characters.c1 import c1
from pubpipe.normalize.passes.characters.controls import controls
from pubpipe.normalize.passes.characters.foreign_spaces import foreign_spaces
from pubpipe.normalize.passes.characters.invisible import invisible
from pubpipe.normalize.passes.characters.mojibake import mojibake
from pubpipe.normalize.passes.characters.nfc import nfc
from pubpipe.normalize.passes.characters.spaces import spaces
from pubpipe.normalize.passes.characters.typography import typography
from pubpipe.normalize.passes.sources.addresses import addresses
from pubpipe.normalize.passes.sources.amended import amended
from pubpipe.normalize.passes.sources.autolinks import autolinks
from pubpipe.normalize.passes.sources.markers import markers
from pubpipe.normalize.passes.sources.references import references
from pubpipe.normalize.passes.sources.sources import sources
from pubpipe.normalize.passes.sources.url_clean import url_clean
from pubpipe.normalize.passes.surplus.chrome import chrome
from pubpipe.normalize.passes.surplus.dropped import dropped
from pubpipe.normalize.passes.surplus.duplicates import duplicates
from pubpipe.normalize.passes.surplus.pullquote import pullquote
from pubpipe.normalize.passes.surplus.site import site
from pubpipe.normalize.passes.title_block.byline import byline
from pubpipe.normalize.passes.title_block.dateline import dateline
from pubpipe.normalize.passes.title_block.days import days
from pubpipe.normalize.passes.title_block.given import given
from pubpipe.normalize.passes.title_block.headline import headline
from pubpipe.normalize.passes.title_block.kicker import kicker
from pubpipe.normalize.passes.title_block.language import language
from pubpipe.normalize.passes.title_block.stated_language import stated_language
from pubpipe.normalize.passes.title_block.subtitle import subtitle
from pubpipe.normalize.passes.title_block.title import title
from pubpipe.normalize.printer import print_blocks
from pubpipe.normalize.raw import layout
from pubpipe.normalize.references import section
from pubpipe.normalize.switches import switched_off

PASSES: tuple[Callable[[Galley], Galley], ...] = (
    given,
    dropped,
    mojibake,
    c1,
    controls,
    invisible,
    bidi,
    spaces,
    nfc,
    site,
    chrome,
    references,
    duplicates,
    sources,
    amended,
    stated_language,
    language,
    kicker,
    title,
    subtitle,
    byline,
    days,
    dateline,
    foreign_spaces,
    headline,
    bullets,
    numbered,
    subheadings,
    headings,
    caption,
    pullquote,
    callouts,
    wikilinks,
    typography,
    pictures,
    markers,
    uncalled,
    unlinked,
    url_clean,
    autolinks,
    addresses,
)

# Without these no edition could be made, or words of the front matter would be lost.
ALWAYS = frozenset(
    {
        "given",
        "dropped",
        "controls",
        "references",
        "amended",
        "language",
        "headline",
        "headings",
        "pictures",
        "uncalled",
        "unlinked",
        "addresses",
    }
)
# These run only when they are asked for.
ON_DEMAND = frozenset({"typography"})
# What can be switched: the steps in which raw text and Markdown are opened, then the passes.
STEPS = (*layout.STEPS, DIALECT, *(p.__name__ for p in PASSES if p.__name__ not in ALWAYS))


# What is retreated from, all at once, where the audit cannot account for what was made: the richest steps first.
_RETREATS = (("sources", "markers"), STEPS)


class _UnaccountedError(ArticleError):
    """The audit found words that no event accounts for."""


def normalize(draft: Draft, wishes: Wishes) -> tuple[Manuscript, Ledger, tuple[Finding, ...]]:
    """Return the canonical manuscript of a draft, the ledger of all changes, and what is to be said about them.

    Where the audit finds a word unaccounted for, fewer steps run, the front matter says which did not, and a
    warning tells it. Raises ArticleError when the draft has no text, or when that does not help either.
    """
    off = switched_off(draft, wishes.switches, STEPS, ON_DEMAND)
    try:
        return _normalized(draft, wishes, off)
    except _UnaccountedError as error:
        unaccounted = error
    for steps in _RETREATS:
        without = tuple(step for step in STEPS if step in off or step in steps)
        try:
            manuscript, ledger, findings = _normalized(draft, wishes, without)
        except ArticleError:
            continue
        left_out = ", ".join(step for step in without if step not in off)
        why = unaccounted.message.removeprefix(f"{draft.origin.name}: ")
        finding = Finding(
            "warning",
            "normalize-retreat",
            f"less was done to the text (without {left_out}): {why}",
            "No word is lost. This is a bug of pubpipe: please report it with the article.",
            Place(draft.origin.name),
        )
        return manuscript, ledger, (*findings, finding)
    raise unaccounted


def _normalized(
    draft: Draft, wishes: Wishes, off: tuple[str, ...]
) -> tuple[Manuscript, Ledger, tuple[Finding, ...]]:
    galley = open_galley(draft, wishes, frozenset(off))
    for one_pass in PASSES:
        galley = galley if one_pass.__name__ in off else one_pass(galley)
    if not galley.pieces:
        raise ArticleError(f"{draft.origin.name} has no text", "An article needs at least one paragraph.")
    meta = metadata(galley)
    pubpipe = provenance(galley, *_marked(off))
    printed = Printed(
        front_matter(meta, galley.sources, pubpipe),
        print_blocks(piece.block for piece in galley.pieces),
        print_blocks(section(galley.sources, meta.lang)),
    )
    moved = joined(galley, (printed.front_matter, printed.section))
    events = (*moved, *declared(galley, meta.lang, pubpipe))
    ledger = Ledger(
        draft.origin,
        "canonical" if galley.canonical else draft.kind,
        meta.title_status == "inferred",
        meta.title_source,
        galley.candidates,
        events,
        audit(draft, events, printed),
    )
    if ledger.audit.unaccounted:
        problems = "; ".join(ledger.audit.problems[:3])
        raise _UnaccountedError(
            f"{draft.origin.name}: the audit cannot account for {ledger.audit.unaccounted} words ({problems})",
            "Nothing was written. This is a bug of pubpipe: please report it with the article.",
        )
    body = printed.body
    text = "\n".join(part for part in (printed.front_matter, body, printed.section) if part)
    return (
        Manuscript(wishes.slug, meta, body, text, galley.sources, galley.draft.assets),
        ledger,
        galley.findings,
    )


def _marked(off: tuple[str, ...]) -> tuple[list[str], list[str]]:
    """The steps that the front matter names so that the next run does the same: those off, those on."""
    return (
        [step for step in off if step not in ON_DEMAND],
        [step for step in STEPS if step in ON_DEMAND and step not in off],
    )
