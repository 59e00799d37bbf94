"""One edition, with its source or without -> everything that is wrong with it: the public entry of the checks."""

from __future__ import annotations

from collections.abc import Iterator

from pubpipe.checks import fidelity, standards
from pubpipe.checks.fidelity.telling import Subject
from pubpipe.model import Finding

_UNREAD = "fidelity-unreadable"


def findings(subject: Subject) -> tuple[Finding, ...]:
    """Return what an edition does not carry as its source says it, then what the standards find wrong with it."""
    compared = fidelity.findings(subject)
    if any(one.code == _UNREAD for one in compared):
        return compared
    standing = standards.findings(subject.name, subject.form, subject.data)
    return (*compared, *standing, *_enclosed(subject))


def _enclosed(subject: Subject) -> Iterator[Finding]:
    """The canonical Markdown that a PDF or an e-book carries must be the article's."""
    if subject.form.partition("-")[0] not in ("epub", "pdf"):
        return
    from pubpipe.checks.carrying.enclosed import markdown

    inside = markdown(subject.data, subject.form.partition("-")[0])
    if inside != subject.manuscript.markdown.encode():
        told = (
            "carries no canonical Markdown" if inside is None else "carries another text than the article's"
        )
        yield Finding("error", "fidelity-source", f"{subject.name} {told}", "Make the edition anew.")


def unsourced(name: str, form: str, data: bytes) -> tuple[Finding, ...]:
    """Return what is wrong with a file that nothing can be held against, and say so."""
    from pubpipe.checks.codes import codes

    told = "it carries no source, so that only its structure was checked"
    remark = Finding("info", "fidelity-unproved", f"{name} {told}", codes()["fidelity-unproved"].mend)
    return (remark, *standards.findings(name, form, data))
