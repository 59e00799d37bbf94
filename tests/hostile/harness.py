"""Inputs -> what they brought about that they must not: they are built in a project with two good neighbours."""

from __future__ import annotations

import http.server
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

NEIGHBOURS = ("neighbour-a.md", "neighbour-z.md")
SECRET = "canary-Zx7Qp4Vw"  # planted, and looked for in every edition
FORMATS = ("md", "pdf", "epub", "txt", "html")
CODES = frozenset({0, 3, 4, 5})

_GOOD = "# A good neighbour\n\nThe council met on Monday and voted for the plan.\n\nWork begins in {}.\n"
_LOUD = re.compile(rb"Traceback|unexpected [A-Z]\w+|This is a bug|BrokenProcessPool|Segmentation|core dumped")
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
_ELEMENTS = frozenset(
    [
        "applet",
        "audio",
        "base",
        "button",
        "embed",
        "foreignobject",
        "form",
        "frame",
        "handler",
        "iframe",
        "input",
        "listener",
        "object",
        "select",
        "textarea",
        "video",
    ]
)
_ADDRESSES = frozenset(("href", "src", "action", "formaction", "poster", "data", "srcset", "background"))
_DANGEROUS = re.compile(
    r"(?i)[\s\x00-\x20]*(javascript|vbscript|file|blob|view-source|jar|data:(?!image/|font/))"
)
_ACTIONS = re.compile(
    rb"/(?:JavaScript|JS|Launch|OpenAction|SubmitForm|ImportData|GoToR|AcroForm|RichMedia)\b|/URI \((?:java|vb|file|data)"
)
_FETCHES = re.compile(r"(?i)@import|url\(\s*[\"']?\s*(?!data:(?:font|image)/|#|[\"'\s])[^)]{0,60}")


@dataclass(frozen=True, slots=True)
class Limits:
    """What a build may take: seconds of wall time, bytes of the largest process; ``settings`` go into pubpipe.toml."""

    seconds: float = 400
    memory: int = 2_600_000_000
    settings: str = ""


@dataclass(frozen=True, slots=True)
class Trial:
    """What became of a build: exit code, seconds, bytes of its largest process, what was said, and all faults."""

    code: int
    seconds: float
    memory: int
    told: str
    faults: tuple[str, ...]


@contextmanager
def canary() -> Iterator[tuple[str, list[str]]]:
    """Serve on loopback; give the address and the list of what was asked, which is to stay empty."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(f"{self.command} {self.path}")
            self.send_response(404)
            self.end_headers()

        do_HEAD = do_POST = do_GET  # noqa: N815 - the standard library's names

        def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - the library's name
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}", asked
        finally:
            server.shutdown()


def inputs(folder: Path) -> list[Path]:
    """Return the inputs of a folder, sorted by their bytes: each file, and each folder, is one."""
    return sorted(folder.iterdir(), key=lambda path: os.fsencode(path.name))


def attempt(
    given: Sequence[Path],
    asked: list[str],
    limits: Limits | None = None,
    formats: tuple[str, ...] = FORMATS,
    before: tuple[str, ...] = (),
    style: Mapping[str, bytes] | None = None,
) -> Trial:
    """Build inputs, each in a folder of its own beside two good neighbours, and return what came of it.

    ``before`` stands before the command: a tracer, for example. ``style`` are the files of the style ``mine``.
    """
    limits = limits or Limits()
    with tempfile.TemporaryDirectory(prefix="hostile-") as place:
        home = Path(place) / f"home-{SECRET}"
        project = home / "project"
        (project / "source").mkdir(parents=True)
        settings = f"formats = {json.dumps(formats)}\njobs = 2\n{limits.settings}"
        (project / "pubpipe.toml").write_text(settings, "utf-8")
        for name, data in (style or {}).items():
            path = project / "styles" / "mine" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        for n, one in enumerate(given):
            _lay(one, project / "source" / f"input-{n:03}")
        for name in NEIGHBOURS:
            (project / "source" / name).write_text(_GOOD.format(name), "utf-8")
        known = _outside(Path(place), project)
        told, code, seconds, memory = _run(project, home, limits, before)
        faults = [*_said(told, code), *_built(project, formats), *carried(project / "dist")]
        faults += [f"asked for {what}" for what in asked]
        asked.clear()
        if made := _outside(Path(place), project) - known:
            faults.append(f"wrote outside dist/: {sorted(made)[:3]}")
        faults += [f"wrote {path}" for path in Path(tempfile.gettempdir()).glob("escaped*")]
        if seconds > limits.seconds:
            faults.append(f"took {seconds:.0f} s of {limits.seconds:.0f}")
        if memory > limits.memory:
            faults.append(f"took {memory / 1e6:.0f} MB of {limits.memory / 1e6:.0f}")
    return Trial(code, seconds, memory, told.decode("utf-8", "replace"), tuple(faults))


def _lay(one: Path, place: Path) -> None:
    if one.is_symlink() or not one.is_dir():
        place.mkdir()
        shutil.copy2(one, place / one.name, follow_symlinks=False)
        return
    shutil.copytree(one, place, symlinks=True, copy_function=_copy)


def _copy(here: str, there: str) -> None:
    if Path(here).is_fifo():
        os.mkfifo(there)
    else:
        shutil.copy2(here, there, follow_symlinks=False)


def _outside(place: Path, project: Path) -> set[str]:
    """All files of the place but those that a build may make."""
    own = (project / "dist", project / ".pubpipe")
    found = set()
    for folder, folders, files in os.walk(place):
        folders[:] = [name for name in folders if Path(folder) / name not in own]
        found |= {str(Path(folder) / name) for name in files}
    return found


def _run(project: Path, home: Path, limits: Limits, before: tuple[str, ...]) -> tuple[bytes, int, float, int]:
    environ = {key: value for key, value in os.environ.items() if not key.startswith("PUBPIPE_")}
    planted = {"USER": f"user-{SECRET}", "LOGNAME": f"user-{SECRET}", "HOSTNAME": f"host-{SECRET}"}
    environ |= planted | {"HOME": str(home), "TOKEN": SECRET, "XDG_CACHE_HOME": tempfile.gettempdir()}
    with tempfile.TemporaryFile() as told:
        begin = time.monotonic()
        process = subprocess.Popen(
            [*before, sys.executable, "-m", "pubpipe", "all"],
            cwd=project,
            env=environ,
            stdin=subprocess.DEVNULL,
            stdout=told,
            stderr=told,
            start_new_session=True,
        )
        peak, late = 0, b""
        while process.poll() is None:
            peak = max(peak, _memory(process.pid))
            if not late and time.monotonic() - begin > limits.seconds + 60:
                late = b"\nkilled by the harness"
                os.killpg(process.pid, 9)
            time.sleep(0.1)
        seconds = time.monotonic() - begin
        told.seek(0)
        return told.read() + late, process.returncode, seconds, peak


def _memory(session: int) -> int:
    """The resident bytes of the largest process of a session, 0 where there is no /proc."""
    largest = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text("ascii", "replace").rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == session:
            largest = max(largest, int(fields[21]) * os.sysconf("SC_PAGE_SIZE"))
    return largest


def _said(told: bytes, code: int) -> Iterator[str]:
    if code not in CODES:
        yield f"exit code {code}: {told[-300:]!r}"
    for match in _LOUD.finditer(told):
        yield f"said {told[max(match.start() - 120, 0) : match.end() + 160]!r}"
    text = told.decode("utf-8", "replace")
    for loud in _CONTROLS.finditer(text):
        yield f"put {loud[0]!r} on the terminal: {text[max(loud.start() - 30, 0) : loud.end() + 20]!r}"
    if code and "Error: " not in text:
        yield f"exit code {code} without an error: {text[-200:]!r}"
    # The places of files may be told to whoever builds; nothing else of the environment.
    if SECRET in re.sub(rf"home-{SECRET}", "", text):
        yield "told a secret"


def _built(project: Path, formats: tuple[str, ...]) -> Iterator[str]:
    for name in NEIGHBOURS:
        for form in formats:
            if not (project / "dist" / f"{Path(name).stem}.{form}").is_file():
                yield f"{name}: its {form} was not built"


def carried(dist: Path) -> Iterator[str]:
    """Yield what editions under ``dist`` hold that they must not: the secret, and whatever acts or asks for more."""
    for path in sorted(dist.rglob("*")):
        if not path.is_file():
            continue
        where = path.relative_to(dist)
        for name, data in members(path.read_bytes()):
            if SECRET.encode() in data:
                yield f"a secret is in {where} {name}"
            kind = (name or path.name).rsplit(".", 1)[-1]
            for what in _active(data, kind) if kind in ("html", "xhtml", "svg") else _acts(data, kind):
                yield f"{where} {name} carries {what}"


def _active(data: bytes, kind: str) -> Iterator[str]:
    """What of a page, a document of a book or a drawing could act, or ask for anything from elsewhere."""
    from lxml import etree, html

    root = html.fromstring(data) if kind == "html" else etree.fromstring(data)
    for element in root.iter(etree.Element):
        name = etree.QName(element).localname.lower()
        data_block = element.get("type") == "application/ld+json"
        if name in _ELEMENTS or (name == "script" and not data_block):
            yield f"<{name}>"
        if name == "style" and (found := _FETCHES.search(element.text or "")):
            yield f"a style that asks for {found[0]}"
        for key, value in element.attrib.items():
            local = etree.QName(key).localname.lower()
            if local.startswith("on") or (local in _ADDRESSES and _DANGEROUS.match(str(value))):
                yield f"{local}={value[:60]!r} in <{name}>"
            fetched = name in ("img", "image", "use", "source") or element.get("rel") == "stylesheet"
            if fetched and re.match(r"(?i)(https?:)?//", str(value)):
                yield f"<{name} {local}={value[:60]!r}>"


def _acts(data: bytes, kind: str) -> Iterator[str]:
    # In the file itself any bytes may stand, since its streams are compressed; its objects are members of their own.
    if kind == "pdf" and not data.startswith(b"%PDF") and (found := _ACTIONS.search(data)):
        yield repr(found[0])


def members(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield what an edition holds: the files of a book, the objects of a PDF and what is enclosed in it, itself."""
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield from ((name, archive.read(name)) for name in archive.namelist())
        return
    yield "", data
    if data.startswith(b"%PDF"):
        import pikepdf

        with pikepdf.open(io.BytesIO(data)) as pdf:
            plain = [o.stream_dict if isinstance(o, pikepdf.Stream) else o for o in pdf.objects]
            yield "objects.pdf", b"\n".join(o.unparse(resolved=True) for o in plain)
            yield from ((name, file.get_file().read_bytes()) for name, file in pdf.attachments.items())
