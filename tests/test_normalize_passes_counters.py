"""What a page counts beside a byline is no part of it."""

import pytest

from pubpipe.normalize.passes._counters import bared
from pubpipe.normalize.passes._credits import read_credits


@pytest.mark.parametrize(
    ("line", "left"),
    [
        (
            "By Jane Doe on June 29, 2014 08:08 pm Email @janedoe 76 Comments",
            "By Jane Doe on June 29, 2014 08:08 pm",
        ),
        ("Jane Doe | Sep. 21, 2011, 3:03 PM | 4,094 | 6", "Jane Doe | Sep. 21, 2011, 3:03 PM"),
        ("12. Juli 2017, 3 Kommentare", "12. Juli 2017"),
        ("2019-09-09 19:32:27 字号：A- A A+ 来源：海岛网", "2019-09-09 19:32:27 来源：海岛网"),
        ("3 May 2024 | 1.2K views", "3 May 2024"),
        ("By Jane Doe", "By Jane Doe"),
        ("12 comments", "12 comments"),
        ("May 3, 2024", "May 3, 2024"),
    ],
)
def test_counters_go(line: str, left: str) -> None:
    assert bared(line) == left


def test_a_line_is_read_without_them() -> None:
    found = read_credits("Jane Doe | Sep. 21, 2011, 3:03 PM | 4,094 | 6", "en")
    assert found is not None and found.people == ("Jane Doe",) and found.days[0].iso == "2011-09-21"
    found = read_credits("2019-09-09 19:32:27 字号：A- A A+ 来源：海岛网", "zh")
    assert found is not None and (found.agency, found.days[0].iso) == ("海岛网", "2019-09-09")
