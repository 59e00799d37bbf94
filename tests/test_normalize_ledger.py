import json

from pubpipe.normalize.ledger import ledger_json
from tests.test_normalize import founding


def test_the_ledger_is_the_report_of_the_specification() -> None:
    _, ledger = founding()
    report = json.loads(ledger_json(ledger))
    assert report["input"]["sha256"].startswith("3f304db3")
    assert report["input"]["encoding"] == "utf-8"
    assert report["title"]["inferred"] is True
    assert report["title"]["candidates"][0].startswith("U.S. and Japanese officials will")
    assert report["audit"]["unaccounted"] == 0
    removed = report["removed"][0]
    assert removed["line"] == 9
    assert removed["reason"] == "second copy of 7 blocks removed"
    assert removed["confidence"] == 0.97
    assert removed["dup_of"]["end"] < removed["start"]
    assert {item["destination"] for item in report["moved"]} == {
        "meta:dateline",
        "references",
        "sources-heading",
    }


def test_the_same_ledger_gives_the_same_text() -> None:
    assert ledger_json(founding()[1]) == ledger_json(founding()[1])
