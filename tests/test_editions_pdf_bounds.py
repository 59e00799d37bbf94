"""Lines of letters that the style's first face does not have are as high as the style says, as all others are."""

from __future__ import annotations

from typing import Any

import pytest

from pubpipe.editions.pdf import engine
from pubpipe.editions.pdf.composition.faults import is_line
from pubpipe.editions.pdf.house import house_of, lay_out
from tests.support.manuscripts import edition, founding

TEXTS = {
    "hi": "चूंकि मानव परिवार के सभी सदस्यों के जन्मजात गौरव और समान (2,5 km) <em>तथा</em> अविच्छिन्न अधिकार की स्वीकृति ही है ",
    "ar": "لما كان الاعتراف بالكرامة المتأصلة في جميع أعضاء الأسرة (2.5 km) <em>البشرية</em> وبحقوقهم المتساوية الثابتة ",
    "th": "โดยที่การยอมรับนับถือเกียรติศักดิ์ประจำตัว (2.5 km) <em>และสิทธิ</em>เท่าเทียมกันและโอนมิได้ของบรรดาสมาชิก ",
    "ja": "人類社会のすべての構成員の固有の尊厳と平等で譲ることの (2.5 km) <em>できない</em>権利とを承認することは ",
    "en": "Recognition of the inherent dignity ⇒ and of the equal (人類社会) rights <em>של כל</em> members of the family ",
}


def lines(lang: str, css: str = "") -> list[Any]:
    engine.load()
    house = house_of(edition(founding(), "pdf"))
    text = f'<div class="text"><p style="{css}">{TEXTS[lang] * 5}</p></div>'
    (page,) = lay_out(f'<html lang="{lang}"><title>-</title><body><article>{text}</article>', house, {}).pages
    return [box for box in page._page_box.children[0].descendants() if is_line(box)]


@pytest.mark.parametrize("lang", TEXTS)
def test_lines_of_any_letters_are_as_far_apart_as_the_style_says(lang: str) -> None:
    found = lines(lang)
    assert len(found) > 3
    assert {round(line.height, 3) for line in found} == {19.2}


def test_all_letters_of_a_line_stand_on_its_baseline() -> None:
    for line in lines("en"):
        texts = [box for box in line.descendants() if hasattr(box, "text")]
        assert len({round(box.position_y + box.baseline, 3) for box in texts}) == 1


def test_lines_that_only_their_letters_make_high_stay_as_they_are() -> None:
    assert min(line.height for line in lines("hi", "line-height: normal")) > 1.1 * 19.2
