"""pubpipe.delivery.printing.reasons: the protocol's words, in plain ones."""

from pubpipe.delivery.printing import reasons


def test_a_printers_reasons_are_told_once_and_plainly() -> None:
    said = reasons.of_printer(
        ("media-empty-error", "media-empty", "toner-low-warning", "none", "odd-thing-report")
    )
    assert said == ("it is out of paper", "it has little toner left", "odd thing")


def test_a_jobs_way_is_not_told_and_its_end_is() -> None:
    assert reasons.of_job(("job-printing", "job-completed-successfully", "none")) == ()
    assert reasons.of_job(("job-canceled-at-device",)) == ("it was cancelled at the printer",)
    assert reasons.of_job(("document-format-error",)) == ("it cannot read the file",)


def test_paper_is_put_in_by_hand_and_a_pause_is_not() -> None:
    assert reasons.mended_by_hand(("media-empty-error",))
    assert not reasons.mended_by_hand(("paused", "toner-low-report"))
    assert reasons.stopping(("paused", "toner-low-report", "door-open-error")) == (
        "paused",
        "door-open-error",
    )
