from pubpipe.normalize.raw.layouts import classify
from pubpipe.normalize.raw.lines import Line, split
from pubpipe.normalize.raw.verse import capitals, is_verse

RAVEN = """\
Once upon a midnight dreary, while I pondered, weak and weary,
Over many a quaint and curious volume of forgotten lore—
While I nodded, nearly napping, suddenly there came a tapping,
As of some one gently rapping, rapping at my chamber door.

Ah, distinctly I remember it was in the bleak December;
And each separate dying ember wrought its ghost upon the floor.
Eagerly I wished the morrow;—vainly I had sought to borrow
From my books surcease of sorrow—sorrow for the lost Lenore—"""
SONNET = """\
Shall I compare thee to a summer’s day?
Thou art more lovely and more temperate:
Rough winds do shake the darling buds of May,
And summer’s lease hath all too short a date:
Sometime too hot the eye of heaven shines,
And often is his gold complexion dimm’d;
And every fair from fair sometime declines,
By chance or nature’s changing course untrimm’d;
But thy eternal summer shall not fade
Nor lose possession of that fair thou owest;"""
SHOPPING = "2 cups of flour\n1 cup of milk\n3 eggs\n\n1 onion\n2 potatoes\n\n4 apples\n3 pears"
PLAN = "Monday\nBreakfast: oats\nLunch: soup\n\nTuesday\nBreakfast: rye\nLunch: rice\n\nWednesday\nBreakfast: eggs\nLunch: peas"


def groups(text: str) -> tuple[tuple[Line, ...], ...]:
    return tuple(split(group) for group in text.split("\n\n"))


def test_long_lines_that_pause_are_verse() -> None:
    assert classify(groups(RAVEN)) == "verse"


def test_a_poem_of_one_stanza() -> None:
    assert classify(groups(SONNET)) == "verse"
    assert not is_verse(groups("\n".join(SONNET.split("\n")[:6])), 0.0)


def test_lists_are_not_verse() -> None:
    assert classify(groups(SHOPPING)) == "lines"
    assert classify(groups(PLAN)) == "lines"


def test_no_lines_are_no_verse() -> None:
    assert not is_verse((), 0.0)


def test_capitals_count_where_the_script_has_them() -> None:
    assert capitals(list(split("One\n“two\n3 Three"))) == 2 / 3
    assert capitals(list(split("政府\nשלום"))) == 0.0


def test_even_stanzas_of_one_size_are_no_column() -> None:
    stanza = "the boat that never came\nhas left its rope to me\nthe rope that has no name\nis counting out the sea"
    assert classify(groups("\n\n".join([stanza] * 3))) == "verse"
