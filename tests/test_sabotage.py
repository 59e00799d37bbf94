"""Whatever is done to an edition at a random place, ``pubpipe check`` finds it, and it finds nothing in a good one."""

from __future__ import annotations

import pytest

from tests.conftest import Amount
from tests.sabotage.harness import NESTED, OPERATORS, false_alarms, trial

_BAR = 0.99
_CASES = [(form, name) for form, names in OPERATORS.items() for name in names]


@pytest.mark.parametrize(("form", "operator"), _CASES, ids=[f"{form}-{name}" for form, name in _CASES])
def test_harm_is_found(form: str, operator: str, amount: Amount) -> None:
    told = trial(form, operator, among=amount(2, 20), places=amount(2, 400))
    assert told.tried
    assert told.rate >= _BAR, told.missed


def test_good_editions_have_no_error(amount: Amount) -> None:
    found = [(form, seed, finding.message) for form, seed, finding in false_alarms(range(amount(2, 24)))]
    assert found == []


_FLOWING = ("epub", "html", "txt", "txt-ascii", "txt-gutenberg", "md")
_PRINTED = ("pdf", "pdf-large", "pdf-draft", "pdf-booklet", "pdf-press")


@pytest.mark.parametrize("forms", [_FLOWING, _PRINTED], ids=["flowing", "printed"])
def test_good_editions_of_blocks_within_blocks_have_no_error(forms: tuple[str, ...], amount: Amount) -> None:
    seeds = range(NESTED, NESTED + amount(1, 34))
    assert [(form, seed, finding.message) for form, seed, finding in false_alarms(seeds, forms)] == []
