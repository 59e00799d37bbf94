"""Why a printer or a job does not go on, as the protocol words it -> plain words (RFC 8011, 5.4.12 and 5.3.8)."""

from __future__ import annotations

from collections.abc import Iterable

# Of a printer. What stands in _BY_HAND is put right at the device, and the job goes on by itself.
_PRINTER = {
    "media-empty": "it is out of paper",
    "media-needed": "it wants paper: another kind than the one that is in it",
    "media-jam": "paper is jammed in it",
    "media-low": "it has little paper left",
    "door-open": "a door of it is open",
    "cover-open": "a cover of it is open",
    "interlock-open": "a cover of it is open",
    "input-tray-missing": "its paper tray is missing",
    "output-tray-missing": "its output tray is missing",
    "output-area-full": "its output tray is full",
    "output-area-almost-full": "its output tray is almost full",
    "toner-empty": "it is out of toner",
    "toner-low": "it has little toner left",
    "marker-supply-empty": "it is out of ink or toner",
    "marker-supply-low": "it has little ink or toner left",
    "marker-waste-full": "its waste box is full",
    "marker-waste-almost-full": "its waste box is almost full",
    "developer-empty": "it is out of developer",
    "fuser-over-temp": "it is too hot",
    "fuser-under-temp": "it is not warm yet",
    "offline": "it is switched off or out of the network",
    "shutdown": "it is switched off",
    "timed-out": "it does not answer the print server",
    "paused": "it is paused",
    "moving-to-paused": "it is being paused",
    "stopping": "it is being stopped",
    "stopped-partly": "a part of it has stopped",
    "spool-area-full": "it has no room for more jobs",
    "identify-printer-requested": "somebody asks it to show itself",
    "cups-missing-filter": "the print server lacks a program for this printer",
    "cups-insecure-filter": "the print server does not trust a program for this printer",
    "cups-pki-expired": "its certificate has expired",
}
_BY_HAND = frozenset(
    {
        "media-empty",
        "media-needed",
        "media-jam",
        "door-open",
        "cover-open",
        "interlock-open",
        "input-tray-missing",
        "output-tray-missing",
        "output-area-full",
        "toner-empty",
        "marker-supply-empty",
        "marker-waste-full",
        "developer-empty",
        "fuser-over-temp",
        "fuser-under-temp",
        "offline",
        "timed-out",
    }
)
_JOB = {
    "aborted-by-system": "the printer gave up",
    "job-canceled-by-user": "it was cancelled",
    "job-canceled-by-operator": "who looks after the printer cancelled it",
    "job-canceled-at-device": "it was cancelled at the printer",
    "job-canceled-after-timeout": "it took too long, and was cancelled",
    "job-completed-with-errors": "with errors",
    "job-completed-with-warnings": "with warnings",
    "unsupported-document-format": "it cannot print this kind of file",
    "document-format-error": "it cannot read the file",
    "unsupported-attributes-or-values": "it does not have what was asked of it",
    "document-access-error": "it cannot read the file",
    "document-password-error": "the file has a password",
    "job-password-wait": "it waits for a password at the printer",
    "job-hold-until-specified": "it is held until somebody lets it go at the printer or in the queue",
    "job-held-on-create": "it is held until somebody lets it go at the printer or in the queue",
    "resources-are-not-ready": "paper or another thing that it needs is not there",
    "printer-stopped": "the printer has stopped",
    "printer-stopped-partly": "a part of the printer has stopped",
    "service-off-line": "the printer is out of the network",
    "submission-interrupted": "it did not arrive whole",
    "errors-detected": "with errors",
    "warnings-detected": "with warnings",
    "account-authorization-failed": "this account may not print",
    "account-limit-reached": "this account has printed as much as it may",
    "compression-error": "it cannot read the file",
}
# They say that all goes its way.
_ORDINARY = frozenset(
    {
        "none",
        "job-printing",
        "job-incoming",
        "job-data-insufficient",
        "job-outgoing",
        "job-queued",
        "job-spooling",
        "job-transforming",
        "job-interpreting",
        "job-completed-successfully",
        "processing-to-stop-point",
        "job-queued-for-marker",
        "queued-in-device",
        "cups-waiting-for-job-completed",
        # Each job begins so; what lasts is told in the printer's own words.
        "connecting-to-device",
        "connecting-to-printer",
    }
)


def of_printer(reasons: Iterable[str]) -> tuple[str, ...]:
    """Return in words why a printer has stopped, or is about to; each once, an unknown reason as it is."""
    return _words(reasons, _PRINTER)


def of_job(reasons: Iterable[str]) -> tuple[str, ...]:
    """Return in words what became of a job; nothing for what is as it should be."""
    return _words(reasons, _JOB)


def mended_by_hand(reasons: Iterable[str]) -> bool:
    """Tell whether somebody who stands at the printer puts it right, so that the job goes on: paper, a door, ink."""
    return any(_plain(reason) in _BY_HAND for reason in reasons)


def stopping(reasons: Iterable[str]) -> tuple[str, ...]:
    """Return those reasons that are more than a warning or a report."""
    return tuple(reason for reason in reasons if not reason.endswith(("-warning", "-report")))


def _words(reasons: Iterable[str], table: dict[str, str]) -> tuple[str, ...]:
    named = (_plain(reason) for reason in reasons)
    told = (table.get(name, name.replace("-", " ")) for name in named if name not in _ORDINARY)
    return tuple(dict.fromkeys(told))


def _plain(reason: str) -> str:
    for end in ("-error", "-warning", "-report"):
        if reason.endswith(end) and reason not in _JOB:
            return reason.removesuffix(end)
    return reason
