"""pubpipe.delivery.printing.following and jobs, on a real printer: how jobs end that do not end well."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pubpipe.delivery.printing import following, jobs
from pubpipe.delivery.printing.addresses import address_of
from pubpipe.delivery.printing.document import document_of
from pubpipe.delivery.printing.printers import Printer, asked
from pubpipe.delivery.printing.refusals import Unprinted
from pubpipe.delivery.printing.talking import Line
from pubpipe.delivery.printing.ticket import Ticket, Wishes, ticket
from tests.support import printers
from tests.support.printers import Device, until
from tests.support.sheets import A4, pdf


@pytest.fixture(scope="module")
def device(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Device]:
    with printers.printer(tmp_path_factory.mktemp("printer")) as found:
        yield found


def reached(device: Device) -> tuple[Line, Printer, Ticket]:
    line = Line(address_of(device.uri), "ana")
    printer = asked(line)
    return line, printer, ticket(document_of("a.pdf", pdf(A4)), printer, Wishes())


def test_a_printer_that_takes_a_job_and_its_document_at_once_is_sent_them_so(device: Device) -> None:
    line, printer, made = reached(device)
    log = device.log()
    job = jobs.send(line, replace(printer, operations=frozenset({0x02})), made)
    assert following.follow(line, printer, job, lambda _: None).is_known
    assert device.document(job) == made.document.data
    assert "Print-Job successful-ok" in device.log().removeprefix(log)
    assert "Create-Job" not in device.log().removeprefix(log)
    assert device.asked(job)["JOB_ORIGINATING_USER_NAME"] == "ana"


def test_what_a_printer_does_not_have_is_refused_in_its_own_words(device: Device) -> None:
    line, printer, made = reached(device)
    odd = replace(
        made, attributes=(replace(made.attributes[0], name="media", values=("iso_a0_841x1189mm",)),)
    )
    before = device.jobs()
    for ask in (jobs.validate, jobs.send):
        with pytest.raises(Unprinted, match=r"Bench refuses the job: .*\(media\)") as refused:
            ask(line, printer, odd)
        assert refused.value.code == "print-refused"
    assert device.jobs() == before


def test_a_job_that_is_cancelled_elsewhere_fails(device: Device) -> None:
    line, printer, made = reached(device)
    device.behave(f"until [ -e '{device.folder}/go' ]; do sleep 0.1; done")
    log = device.log()
    try:
        job = jobs.send(line, printer, made)
        until(lambda: job in device.jobs())
        assert jobs.cancel(Line(line.address, "ben"), job)
        (device.folder / "go").touch()
        with pytest.raises(Unprinted, match=f"job {job} on Bench was cancelled") as refused:
            following.follow(line, printer, job, lambda _: None)
        assert refused.value.code == "print-cancelled"
        assert not jobs.cancel(line, job)
    finally:
        (device.folder / "go").touch()
        until(lambda: "Processing time" in device.log().removeprefix(log))
        device.behave("exit 0")


def test_a_job_that_the_printer_has_forgotten_ended_nobody_knows_how(device: Device) -> None:
    line, printer, _ = reached(device)
    assert not following.follow(line, printer, 9999, lambda _: None).is_known


def test_a_printer_that_goes_away_with_a_job_is_given_up_after_a_while(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with printers.printer(tmp_path / "leaving") as leaving:
        leaving.behave("sleep 5")
        line, printer, made = reached(leaving)
        job = jobs.send(line, printer, made)
    monkeypatch.setattr(following, "_PATIENCE", 0.2)
    with pytest.raises(Unprinted, match=f"Bench has job {job}, but cannot be reached any more") as refused:
        following.follow(line, printer, job, lambda _: None)
    assert (refused.value.code, "look before you print again" in refused.value.hint) == ("print-lost", True)
