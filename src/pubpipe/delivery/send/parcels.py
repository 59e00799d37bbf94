"""Articles, or edition files -> the parcels to hand over; what is not current is built first."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from pubpipe.delivery.send.names import fat_name
from pubpipe.delivery.send.outcomes import Parcel
from pubpipe.errors import ArticleError, EditionError, UsageProblem
from pubpipe.model import ArticleReport, Report
from pubpipe.press.plan import planning
from pubpipe.press.request import Request
from pubpipe.stores import Files, address, is_stored


def built(
    request: Request,
    form: str,
    on_article: Callable[[ArticleReport], None],
    on_wait: Callable[[str], None] | None = None,
) -> tuple[Report, tuple[Parcel, ...]]:
    """Build what is not current of articles, as ``pubpipe all`` does, and return the editions of one format.

    All formats of the project are built, since what one knows of a sister (a PDF's pages in the EPUB) belongs to it. An
    article whose edition of this format was not made gives no parcel; the report says why.
    """
    from pubpipe.press import build

    whole = replace(request, formats=tuple(dict.fromkeys((*request.formats, form))))
    report = build(whole, on_article, on_wait)
    parcels = []
    for article in report.articles:
        made = any(o.format == form and o.status != "failed" for o in article.outcomes)
        if made:
            path = planning.output_of(whole, article.slug, form).path
            name = planning.file_name(article.slug, form)
            shown = planning.shown(request.project, path)
            parcels.append(
                Parcel(fat_name(name), form, article.title, shown, _bytes(path, shown, request.project.files))
            )
    return report, tuple(parcels)


def of_file(path: Path, form: str) -> Parcel:
    """Return a file as it is, whoever made it. Raises ArticleError where it cannot be read."""
    shown = address(path) if is_stored(path) else str(path)
    return Parcel(fat_name(path.name), form, path.name.partition(".")[0], shown, _bytes(path, shown, Files()))


def check_apart(parcels: Iterable[Parcel]) -> None:
    """Raise UsageProblem where two parcels would be one file: FAT does not tell capitals from small letters."""
    seen: dict[str, Parcel] = {}
    for parcel in parcels:
        other = seen.setdefault(parcel.name.casefold(), parcel)
        if other is not parcel:
            raise UsageProblem(
                f"{other.path} and {parcel.path} would both be {parcel.name} there",
                "Send them one at a time, to two folders.",
            )


def _bytes(path: Path, shown: str, files: Files) -> bytes:
    try:
        data = files.read(path)
    except OSError as error:
        raise ArticleError(f"{shown} cannot be read: {error.strerror or error}") from error
    if not data:
        raise EditionError(f"{shown} is empty", "pubpipe all makes it anew.")
    return data
