"""A printer and a print server, real programs on loopback: ippeveprinter (IPP Everywhere) and cupsd."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

WAIT = 60  # seconds for a program to do what it was started for
A4, LETTER, A5 = "iso_a4_210x297mm", "na_letter_8.5x11in", "iso_a5_148x210mm"
_SIZES = {A4: (21000, 29700), LETTER: (21590, 27940), A5: (14800, 21000)}
_TOOLS = os.pathsep.join(("/usr/local/sbin", "/usr/sbin", "/sbin", os.environ["PATH"]))

# What ippeveprinter runs for each job: it keeps what it was given, and then does as the test says.
_COMMAND = """#!/bin/sh
here=$(dirname "$0")
env > "$here/job-$IPP_JOB_ID.env"
cp "$1" "$here/job-$IPP_JOB_ID.document"
. "$here/behaviour"
"""


@dataclass(frozen=True)
class Device:
    """A printer: its address, and the folder in which it keeps each job's document and attributes."""

    uri: str
    folder: Path

    def behave(self, script: str) -> None:
        """Say in shell what it does with a job that has come; ``echo 'STATE: +media-empty' >&2`` is out of paper."""
        (self.folder / "behaviour").write_text(script + "\n")

    def jobs(self) -> list[int]:
        """Return the numbers of the jobs whose documents have come."""
        return sorted(int(path.stem.split("-")[1]) for path in self.folder.glob("job-*.document"))

    def document(self, job: int) -> bytes:
        """Return what came for a job."""
        return (self.folder / f"job-{job}.document").read_bytes()

    def asked(self, job: int) -> Mapping[str, str]:
        """Return a job's attributes as the printer was given them: ``SIDES``, ``MEDIA``, ``COPIES`` …"""
        lines = (self.folder / f"job-{job}.env").read_text().splitlines()
        pairs = (line.partition("=") for line in lines if line.startswith("IPP_"))
        return {name.removeprefix("IPP_"): value for name, _, value in pairs}

    def log(self) -> str:
        """Return what the printer says that it was asked."""
        return (self.folder / "log").read_text()


@dataclass(frozen=True)
class Server:
    """A print server; ``address`` is what CUPS_SERVER names."""

    address: str
    folder: Path

    def run(self, *command: str) -> str:
        """Run a program of CUPS against this server, and return what it says."""
        done = subprocess.run(
            command,
            env={**os.environ, "CUPS_SERVER": self.address, "PATH": _TOOLS, "LC_ALL": "C"},
            capture_output=True,
            text=True,
            check=False,
            timeout=WAIT,
        )
        assert done.returncode == 0, (command, done.stderr, self.log()[-2000:])
        return done.stdout

    def queue(self, name: str, device: Device) -> None:
        """Make a queue for a printer, without a driver, as desktops do; wait until it can be used."""
        self.run("lpadmin", "-p", name, "-v", device.uri, "-m", "everywhere")
        # A job that comes before its description is whole would go out unfiltered.
        description = self.folder / "etc" / "ppd" / f"{name}.ppd"
        until(lambda: description.is_file() and "*cupsFilter2" in description.read_text(errors="replace"))
        self.run("cupsaccept", name)
        self.run("cupsenable", name)

    def log(self) -> str:
        """Return the server's log of errors."""
        path = self.folder / "log" / "error"
        return path.read_text(errors="replace") if path.is_file() else ""


def until(done: object) -> None:
    """Wait until a function says that it is so."""
    deadline = time.monotonic() + WAIT
    assert callable(done)
    while not done():
        assert time.monotonic() < deadline, "it took too long"
        time.sleep(0.05)


@contextmanager
def bus(folder: Path) -> Iterator[Mapping[str, str]]:
    """Start a message bus of our own, which ippeveprinter will not start without; give the environment to use it."""
    address = f"unix:path={folder}/bus"
    command = ("dbus-daemon", "--session", "--nofork", "--nopidfile", f"--address={address}")
    with _running(command, folder / "bus.log", os.environ):
        until((folder / "bus").is_socket)
        yield {**os.environ, "DBUS_SYSTEM_BUS_ADDRESS": address, "PATH": _TOOLS}


@contextmanager
def printer(
    folder: Path,
    *options: str,
    ready: tuple[str, ...] = (A4,),
    supported: tuple[str, ...] = (A4, LETTER, A5),
    two_sided: bool = True,
    formats: tuple[str, ...] = ("application/pdf", "image/pwg-raster"),
) -> Iterator[Device]:
    """Start a printer that has some paper loaded and takes some formats, and end it."""
    folder.mkdir(parents=True, exist_ok=True)
    command = folder / "command"
    command.write_text(_COMMAND)
    command.chmod(0o755)
    (folder / "spool").mkdir()
    (folder / "attributes").write_text(_attributes(ready, supported, two_sided, formats))
    port = free_port()
    program: tuple[str, ...] = (
        "ippeveprinter",
        "-p",
        str(port),
        "-n",
        "localhost",
        "-r",
        "off",
        "-k",
        "-d",
        str(folder / "spool"),
    )
    program += ("-a", str(folder / "attributes"), "-c", str(command), *options)
    device = Device(f"ipp://localhost:{port}/ipp/print", folder)
    device.behave("exit 0")
    with bus(folder) as environ, _running((*program, "Bench"), folder / "log", environ):
        _reached(port)
        yield device


@contextmanager
def server() -> Iterator[Server]:
    """Start a print server that keeps everything in a folder of its own, and end it.

    The folder is not one of pytest's, which lets nobody else in: filters run as another user where cupsd runs as root.
    """
    with tempfile.TemporaryDirectory(prefix="pubpipe-cups-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        for part in ("etc/ppd", "run/certs", "cache/rss", "tmp", "log", "spool"):
            (folder / part).mkdir(parents=True)
        (folder / "tmp").chmod(0o1777)
        port = free_port()
        (folder / "etc" / "cupsd.conf").write_text(_CUPSD.format(port=port))
        (folder / "etc" / "cups-files.conf").write_text(_FILES.format(folder=folder))
        # Where its usual path is guarded (AppArmor), it may not read the folder; elsewhere it may.
        program = str(shutil.copy(str(shutil.which("cupsd", path=_TOOLS)), folder / "cupsd"))
        command = (program, "-f", "-c", f"{folder}/etc/cupsd.conf", "-s", f"{folder}/etc/cups-files.conf")
        with _running(command, folder / "cupsd.log", {**os.environ, "PATH": _TOOLS}):
            _reached(port)
            yield Server(f"127.0.0.1:{port}", folder)


def free_port() -> int:
    """Return a port of loopback at which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def _running(command: tuple[str, ...], log: Path, environ: Mapping[str, str]) -> Iterator[None]:
    with log.open("wb") as out, subprocess.Popen(command, stdout=out, stderr=out, env=environ) as process:
        try:
            yield
        finally:
            process.kill()
            process.wait()


def _reached(port: int) -> None:
    def listens() -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", port)) == 0

    until(listens)


def _attributes(
    ready: tuple[str, ...], supported: tuple[str, ...], two_sided: bool, formats: tuple[str, ...]
) -> str:
    sides = "one-sided,two-sided-long-edge,two-sided-short-edge" if two_sided else "one-sided"
    columns = ",".join(_column(name) for name in supported)
    loaded = ",".join(_column(name) for name in ready)
    return _DESCRIPTION.format(
        ready=",".join(ready),
        supported=",".join(supported),
        usual=ready[0],
        sides=sides,
        columns=columns,
        loaded=loaded,
        first=_column(ready[0]),
        sizes=",".join(_size(name) for name in supported),
        formats=",".join(formats),
        format=formats[0],
    )


def _size(name: str) -> str:
    x, y = _SIZES[name]
    return f"{{MEMBER integer x-dimension {x} MEMBER integer y-dimension {y}}}"


def _column(name: str) -> str:
    margins = " ".join(
        f"MEMBER integer media-{side}-margin 423" for side in ("bottom", "left", "right", "top")
    )
    return f"{{MEMBER keyword media-size-name {name} MEMBER collection media-size {_size(name)} {margins}}}"


_DESCRIPTION = """
ATTR keyword media-supported {supported}
ATTR keyword media-ready {ready}
ATTR keyword media-default {usual}
ATTR collection media-col-database {columns}
ATTR collection media-col-ready {loaded}
ATTR collection media-col-default {first}
ATTR collection media-size-supported {sizes}
ATTR keyword media-col-supported media-size,media-size-name,media-top-margin,media-left-margin,media-right-margin,media-bottom-margin
ATTR integer media-bottom-margin-supported 423
ATTR integer media-left-margin-supported 423
ATTR integer media-right-margin-supported 423
ATTR integer media-top-margin-supported 423
ATTR keyword sides-supported {sides}
ATTR keyword sides-default one-sided
ATTR rangeOfInteger copies-supported 1-99
ATTR integer copies-default 1
ATTR boolean color-supported true
ATTR keyword print-color-mode-supported auto,color,monochrome
ATTR keyword print-color-mode-default auto
ATTR enum print-quality-supported 3,4,5
ATTR enum print-quality-default 4
ATTR enum orientation-requested-supported 3,4,5,6
ATTR enum orientation-requested-default 3
ATTR enum finishings-supported 3
ATTR enum finishings-default 3
ATTR keyword output-bin-supported face-down
ATTR keyword output-bin-default face-down
ATTR keyword print-scaling-supported auto,fit,none
ATTR keyword print-scaling-default auto
ATTR keyword multiple-document-handling-supported separate-documents-uncollated-copies,separate-documents-collated-copies
ATTR resolution printer-resolution-supported 100dpi
ATTR resolution printer-resolution-default 100dpi
ATTR resolution pwg-raster-document-resolution-supported 100dpi
ATTR keyword pwg-raster-document-type-supported sgray_8,srgb_8
ATTR keyword pwg-raster-document-sheet-back rotated
ATTR keyword job-creation-attributes-supported copies,media,media-col,sides,print-scaling,multiple-document-handling,orientation-requested,output-bin,print-color-mode,print-quality,printer-resolution,finishings,ipp-attribute-fidelity,job-name
ATTR mimeMediaType document-format-supported {formats}
ATTR mimeMediaType document-format-default {format}
ATTR text printer-make-and-model "Bench Virtual"
ATTR text printer-info "Bench"
"""

_CUPSD = """
Listen 127.0.0.1:{port}
LogLevel info
Browsing Off
WebInterface No
DefaultAuthType None
<Location />
  Order allow,deny
  Allow from 127.0.0.1
</Location>
<Policy default>
  JobPrivateAccess all
  JobPrivateValues none
  SubscriptionPrivateAccess all
  SubscriptionPrivateValues none
  <Limit All>
    Order deny,allow
    Allow all
  </Limit>
</Policy>
"""

_FILES = """
ServerRoot {folder}/etc
CacheDir {folder}/cache
StateDir {folder}/run
RequestRoot {folder}/spool
TempDir {folder}/tmp
AccessLog {folder}/log/access
ErrorLog {folder}/log/error
PageLog {folder}/log/page
Printcap
SystemGroup root
Sandboxing relaxed
"""
