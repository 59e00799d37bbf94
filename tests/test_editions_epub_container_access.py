"""What an e-book claims to those who hear it, feel it or may not see it flash."""

import pytest

from pubpipe.editions.epub.container.access import access
from pubpipe.editions.epub.pictures.placing import Pictures
from pubpipe.model import Asset

ASSET = Asset("1.gif", "1.gif", "image/gif", b"")


@pytest.mark.parametrize(
    ("pictures", "modes", "sufficient", "described", "hazard"),
    [
        (Pictures(), ("textual",), ("textual",), False, "none"),
        (Pictures((ASSET,)), ("textual", "visual"), ("textual,visual", "textual"), True, "none"),
        (Pictures((ASSET,), undescribed=1), ("textual", "visual"), ("textual,visual",), False, "none"),
        (
            Pictures((ASSET,), moving=True),
            ("textual", "visual"),
            ("textual,visual", "textual"),
            True,
            "unknown",
        ),
    ],
)
def test_claims_follow_from_the_pictures(
    pictures: Pictures, modes: tuple[str, ...], sufficient: tuple[str, ...], described: bool, hazard: str
) -> None:
    found = access(pictures, "en")
    assert (found.modes, found.sufficient, found.hazards) == (modes, sufficient, (hazard,))
    assert ("alternativeText" in found.features) == described


def test_the_summary_says_its_language() -> None:
    assert access(Pictures(), "en-GB").summary_lang == "en"
    assert access(Pictures(), "ar").summary_lang == "ar"
    assert access(Pictures(), "sw").summary_lang == "en"
    assert access(Pictures(), "sw").summary == access(Pictures(), "en").summary
    assert access(Pictures((ASSET,)), "ja").summary.count("。") == 3
    assert " " not in access(Pictures((ASSET,)), "ja").summary
    assert access(Pictures(), "en").properties()[-1][0] == "schema:accessibilitySummary"
