"""Articles and formats -> the editions to make and where each goes."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from pubpipe import styling
from pubpipe.errors import UsageProblem
from pubpipe.model import Asset, Booklet, Ebook, Options, Style
from pubpipe.press.limits import limits_of
from pubpipe.press.plan.reference import HOUSE, Reference
from pubpipe.press.request import Output, Request
from pubpipe.project import Project
from pubpipe.settings import Settings
from pubpipe.settings.known import look_tokens
from pubpipe.stores import address, is_stored, located
from pubpipe.stores.addresses import is_address

# The format of the small covers that an index shows: made beside those that were asked for.
THUMBNAIL = "webp-cover"
# That of the covers of a catalogue for e-readers, which take JPEG.
JACKET = "jpg-cover"
COVERS = (THUMBNAIL, JACKET)

_PLAIN = frozenset({"md", "txt"})
# A stranger's format may have pages.
_UNPAGED = _PLAIN | {"epub", "html", "webp", "jpg"}


def file_name(slug: str, form: str) -> str:
    """Return an edition's file name: ``<slug>.pdf``, of the variant ``pdf-large`` ``<slug>.large.pdf`` (decision 4)."""
    extension, _, variant = form.partition("-")
    return f"{slug}.{variant}.{extension}" if variant else f"{slug}.{extension}"


def house(request: Request) -> Style:
    """Return the style of a build with the look that its project wants; raises ConfigurationError."""
    settings = request.project.settings
    look, largest = look_tokens(dict(settings.look)), limits_of(settings).largest
    return styling.load(settings.style, request.project.styles, look, largest)


def options(settings: Settings, form: str, reference: Reference = HOUSE) -> Options:
    """Return what a project's settings ask of an edition; what means nothing to its format is left out."""
    kind = form.partition("-")[0]
    is_plain, is_paged = kind in _PLAIN, kind not in _UNPAGED
    named = reference if kind not in ("md", "webp", "jpg") else HOUSE
    width = settings.text_width if kind == "txt" else 0
    ebook = Ebook(
        settings.epub_fonts,
        settings.epub_picture_size,
        settings.epub_picture_quality,
        settings.accessibility_certified_by,
    )
    return Options(
        settings.publication if not is_plain else "",
        settings.page if is_paged else "auto",
        settings.two_sided and is_paged,
        settings.colophon and (is_paged or kind == "epub"),
        width,
        settings.url if kind == "html" else "",
        ebook if kind == "epub" else Ebook(),
        named.name,
        named.csl,
        settings.sources_qr and kind == "pdf",
        Booklet(settings.booklet_sheets, settings.booklet_thickness) if form == "pdf-booklet" else Booklet(),
    )


def picture_of(base: Path, asset: Asset) -> Path:
    """Return where a picture stands beside an edition, ``base`` being that one's path without suffix (decision 4).

    That is where the Markdown says, which keeps its addresses when its file gets another name.
    """
    return base.parent / (asset.source if asset.canonical else f"{base.name}.assets/{asset.name}")


def check_output(request: Request) -> None:
    """Raise UsageProblem when ``-o`` names one file, or standard output, for several editions.

    The same for a folder of a store outside a project, where the state would have no place.
    """
    folder = folder_of(request)
    if is_stored(folder) and not (request.project.inside or request.in_memory or _is_one_file(request)):
        raise UsageProblem(
            f"{address(folder)} needs a project, where what was built is remembered",
            "pubpipe init makes one; --project names one.",
        )
    several = len(request.inputs) != 1 or len(request.formats) != 1
    if several and _is_one_file(request):
        counts = " and ".join(
            f"{count} {word}{'' if count == 1 else 's'}"
            for count, word in ((len(request.inputs), "article"), (len(request.formats), "format"))
        )
        raise UsageProblem(
            f"-o {request.output} is one file, but there are {counts}",
            "Name a folder, or one article with a one-format command such as `pubpipe pdf`.",
        )


def output_of(request: Request, slug: str, form: str) -> Output:
    """Return where an edition (or ``ledger.json``) goes; files named by the user are not remembered in the state."""
    if _is_one_file(request):
        named = _named(request)
        return Output(named if form in request.formats else named.with_name(f"{named.stem}.{form}"), None)
    folder = folder_of(request)
    path = folder / file_name(slug, form)
    return Output(path, key_of(request.project, path))


def outputs_of(request: Request, slug: str, forms: Iterable[str]) -> dict[str, Output]:
    """Return where several editions of an article go, as :func:`output_of` does; their folder is looked for once."""
    if _is_one_file(request) or is_stored(folder_of(request)):
        return {form: output_of(request, slug, form) for form in forms}
    base = folder_of(request) / slug
    folder = PurePosixPath(key_of(request.project, base.parent))
    outputs = {}
    for form in forms:
        path = base.parent / file_name(base.name, form)
        is_link = os.path.islink(path)  # noqa: PTH114 - some twenty an article
        key = key_of(request.project, path) if is_link else str(folder / path.name)
        outputs[form] = Output(path, key)
    return outputs


def folder_of(request: Request) -> Path:
    """Return the folder that editions go to: that of ``-o``, else the project's ``dist/``."""
    if not request.output:
        return request.project.dist
    named = _named(request)
    return named.parent if _is_one_file(request) else named


def state_folder(request: Request) -> Path | None:
    """Return where the state lives: in the project, outside a project in the output folder (decision 8).

    None where nothing is remembered: in memory, to standard output, into a file that the user named.
    """
    if request.in_memory or _is_one_file(request):
        return None
    return request.project.state if request.project.inside else folder_of(request) / ".pubpipe"


def shown(project: Project, path: Path) -> str:
    """Return a path as the user knows it: relative to the project where it lies inside, else to where they are."""
    if is_stored(path):
        return address(path)
    # Told of each edition; paths of pathlib's would cost ten times as much.
    real = os.path.realpath(path)
    for base in (os.path.join(project.root, ""), os.path.join(os.getcwd(), "")):  # noqa: PTH109, PTH118
        if f"{real}{os.sep}" == base:
            return "."
        if real.startswith(base):
            return real.removeprefix(base).replace(os.sep, "/")
    return str(path)


def called(key: str) -> str:
    """Return a file that the state knows as the user knows it: its address in a store, else the key itself."""
    return address(key) if is_stored(key) else key


def key_of(project: Project, path: Path) -> str:
    """Return the path by which the state knows an output: relative, so that a project may be moved; a store is not."""
    if is_stored(path):
        return str(path)
    real, root = os.path.realpath(path), f"{project.root}/"
    # Asked for some twenty times an article; a path of pathlib's would cost four times as much.
    if os.sep == "/" and real.startswith(root):
        return real.removeprefix(root)
    return Path(os.path.relpath(real, project.root)).as_posix()


def _named(request: Request) -> Path:
    return located(request.output) if is_address(request.output) else Path(request.output)


def _is_one_file(request: Request) -> bool:
    output = request.output
    return bool(output) and (output == "-" or (Path(output).suffix != "" and not Path(output).is_dir()))
