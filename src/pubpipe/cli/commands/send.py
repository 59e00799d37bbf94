"""``pubpipe send``: articles -> their editions on an e-reader, in a folder, or at a reader's address."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pubpipe.cli import options
from pubpipe.cli.group import show
from pubpipe.cli.sending import Sending, close, parcels, remarks, tell, wanted
from pubpipe.cli.terminal import json_bytes, stderr, stdout, write_bytes
from pubpipe.errors import UsageProblem

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from pubpipe.cli.sending import Wanted
    from pubpipe.delivery.send.outcomes import Handed

EPILOG = """\b
Examples:
  pubpipe send letter                   the EPUB, onto the e-reader plugged in
  pubpipe send letter --device kobo     one of several; --list names them
  pubpipe send letter --to /mnt/tablet  into any folder
  pubpipe send letter --format pdf      another edition
  pubpipe send book.epub                any edition, as it is
  pubpipe send letter --mail ana@kindle.com
  pubpipe send letter --mail ana@kindle.com --dry-run  a draft, as .eml

What is not current is built first, as pubpipe all does. Mail goes by the server that the environment names:

\b
  PUBPIPE_SMTP_HOST      its name
  PUBPIPE_SMTP_PORT      465, with starttls 587
  PUBPIPE_SMTP_SECURITY  tls, starttls or none; else by the port
  PUBPIPE_SMTP_USER      who logs in
  PUBPIPE_SMTP_PASSWORD  with what; else the keyring's, where there is one:
                         keyring set smtp://HOST USER (pubpipe[mail])
  PUBPIPE_SMTP_FROM      the sender; else the user, where that is an address
  PUBPIPE_SMTP_TIMEOUT   seconds that the server may be silent: 60
"""


def _complete_devices(
    _context: click.Context, _parameter: click.Parameter, typed: str
) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    from pubpipe.delivery.send import devices, mounts

    names = (device.kind.name for device in devices.known(mounts.mounted()))
    return [CompletionItem(name) for name in names if name.startswith(typed)]


def _complete_formats(
    _context: click.Context, _parameter: click.Parameter, typed: str
) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    from pubpipe.press import formats

    return [CompletionItem(name) for name in formats() if name.startswith(typed)]


@click.command("send", epilog=EPILOG)
@click.argument("inputs", metavar="[ARTICLE|FILE]...", nargs=-1, shell_complete=options.complete_articles)
@options.project_option
@click.option(
    "--device",
    metavar="NAME",
    default="",
    shell_complete=_complete_devices,
    help="The e-reader, by its make, its volume's name or its folder.",
)
@click.option("--to", "folder", metavar="FOLDER", default="", help="Copy into this folder.")
@click.option("--mail", metavar="ADDRESS", default="", help="Send to this address instead.")
@click.option(
    "--format",
    "format_",
    metavar="NAME",
    default="",
    shell_complete=_complete_formats,
    help="Which edition of an article.  [default: epub]",
)
@click.option("--list", "listing", is_flag=True, help="Name the e-readers that are there, and send nothing.")
@click.option(
    "--force", is_flag=True, help="Replace also a file there that is not ours, or was changed there."
)
@click.option(
    "--dry-run",
    is_flag=True,
    help="Build, and say what would go where; a message is written to a file. Nothing is copied or sent.",
)
@options.json_option
@options.quiet_option
@options.verbose_option
def command(inputs: tuple[str, ...], project: Path | None, listing: bool, **values: object) -> int:
    """Put editions onto an e-reader, or mail them to its address.

    A Kobo, PocketBook, Tolino or Kindle is known by its folders when it is mounted (PUBPIPE_MOUNTS names other
    places to look at, with colons between them), and the edition goes where its books are. ARTICLE is its name or
    its file, FILE any edition. A copy that fails leaves the device as it was; a file there that was changed there,
    such as a PDF with notes in it, is not replaced. Mail goes encrypted, one message an edition.

    Exit code 7 when a device or a server does not take it.
    """
    told = Sending(**values)  # type: ignore[arg-type]  # click has checked them
    if listing:
        return _list(told)
    if not inputs:
        raise UsageProblem("no article is named", "pubpipe send ARTICLE; pubpipe status names them all.")
    ways = {"--to": told.folder, "--device": told.device, "--mail": told.mail}
    if len(given := [name for name, value in ways.items() if value]) > 1:
        raise UsageProblem(f"{' and '.join(given)} say different places", "Give one of them.")
    asked = wanted(inputs, project, told)
    return _by_mail(asked, told) if told.mail else _onto_device(asked, told)


def _list(told: Sending) -> int:
    from pubpipe.delivery.send import devices, mounts

    found = devices.known(mounts.mounted())
    if told.as_json:
        whole = [{"kind": d.kind.name, "label": d.label, "folder": str(d.root)} for d in found]
        write_bytes(json_bytes({"devices": whole}))
        return 0
    width = max((len(device.kind.name) for device in found), default=0)
    for device in found:
        stdout().say(f"{device.kind.name:<{width}}  {device.root}")
    if not found and not told.quiet:
        stdout().say("no e-reader is mounted here")
    return 0


def _onto_device(asked: Wanted, told: Sending) -> int:
    from pubpipe.delivery.send import devices, mounts
    from pubpipe.delivery.send.copying import Place, copied
    from pubpipe.delivery.send.outcomes import Handed, Undelivered

    there = devices.known(mounts.mounted())
    folder = Path(told.folder).expanduser()
    if told.folder and not devices.is_folder(folder):
        raise UsageProblem(f"there is no folder {told.folder}", "Is the device mounted?")
    device = devices.around(folder, there) if told.folder else devices.chosen(there, told.device)
    if device is not None:
        devices.check_reads(device, asked.forms)
        place = Place(folder if told.folder else device.books, device.title)
    else:
        place = Place(folder, told.folder)
    made, handed = parcels(asked, told), []
    for parcel in made.parcels:
        target = str(place.folder / parcel.name)
        try:
            status = copied(parcel, place, force=told.force, dry=told.dry_run)
            handed.append(Handed(parcel, target, status, remarks(parcel, device.kind.name if device else "")))
        except Undelivered as error:
            handed.append(Handed(parcel, target, "failed", (error.finding,)))
        tell(handed[-1], told)
    if device and any(one.status == "copied" for one in handed) and not told.silent:
        stdout().say(f"Eject {device.title} before you unplug it.")
    return close(handed, made, told)


def _by_mail(asked: Wanted, told: Sending) -> int:
    from pubpipe.delivery.send import accounts, addresses, mailing

    address = addresses.checked(told.mail)
    for form in asked.forms:
        addresses.check_format(address, form)
    account = None if told.dry_run else accounts.account(os.environ)
    sender = accounts.sender_of(os.environ)
    # The programs that a build starts have no use for it.
    os.environ.pop(f"{accounts.PREFIX}PASSWORD", None)
    made = parcels(asked, told)
    handed: list[Handed] = []
    if account:
        sending = mailing.sent(made.parcels, address, account)
    else:
        sending = mailing.drafted(made.parcels, address, sender)
    known = addresses.service(address)
    for one in sending:
        there = () if one.status == "failed" else remarks(one.parcel, known.store if known else "")
        handed.append(replace(one, findings=one.findings + there))
        tell(handed[-1], told)
    if known and any(one.status == "sent" for one in handed) and not told.silent:
        show(stderr(), "Note", known.note, "")
    return close(handed, made, told)
