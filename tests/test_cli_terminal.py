"""pubpipe.cli.terminal: width, colours, sizes, and readers that go away."""

import json
import subprocess
import sys

import pytest

from pubpipe.cli.terminal import Terminal, json_bytes, json_pieces, size_text, stderr, stdout


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (0, "0 bytes"), (1, "1 byte"), (999, "999 bytes"), (1000, "1.0 kB"), (9940, "9.9 kB"), (9960, "10 kB"),
        (48213, "48 kB"), (999_400, "999 kB"), (999_600, "1.0 MB"), (1_340_000, "1.3 MB"), (5_000_000_000, "5.0 GB"),
    ],
)  # fmt: skip
def test_sizes_are_written_for_people(size: int, text: str) -> None:
    assert size_text(size) == text


@pytest.mark.parametrize("count", [0, 1, 3])
def test_json_by_pieces_is_json(count: int) -> None:
    """Piece by piece the same bytes come out, also of what is a line's end to Python and none to JSON."""
    many = [{"n": n, "text": "a\u2028b\x85c\nd", "list": [{}, [1, "\x1b"]]} for n in range(count)]
    rest = {"findings": [], "summary": {"articles": count}}
    pieces = list(json_pieces("articles", iter(many), rest))
    assert b"".join(pieces) == json_bytes({"articles": many, **rest})
    assert len(pieces) == count + 1


def test_a_pipe_has_no_colours_and_no_width() -> None:
    for terminal in (stdout(), stderr()):
        assert not terminal.colour
        assert terminal.width == 0
        assert terminal.paint("word", colour="red", bold=True) == "word"
        assert terminal.wrap("word " * 60, "  ", "    ") == "  " + "word " * 60


def test_prose_is_folded_and_paths_stay_whole() -> None:
    path = "source/" + "a-long-name-" * 6 + ".txt"
    folded = Terminal(err=False, width=40, colour=False).wrap(
        f"one two three four five six {path} seven", "  ", "    "
    )
    lines = folded.splitlines()
    assert lines[0] == "  one two three four five six"
    assert lines[1] == f"    {path}"
    assert all(len(line) <= 40 for line in lines if path not in line)


def test_signs_of_two_columns_are_counted_as_two() -> None:
    terminal = Terminal(err=False, width=40, colour=False)
    lines = terminal.wrap(
        "港町の商店街に、小さな映画館が十五年ぶりに戻ってきた。 A word 在这里", "  ", "    "
    ).splitlines()
    assert lines == ["  港町の商店街に、小さな映画館が十五年ぶ", "    りに戻ってきた。 A word 在这里"]
    # A line begins with no closing mark: the sign before it goes along.
    assert (
        terminal.wrap("港町の商店街に小さな映画館が十五年ぶりに。そう", "", "").splitlines()[1] == "に。そう"
    )


def test_long_reading_is_folded_in_a_pipe_too() -> None:
    assert (stdout().folded().width, Terminal(False, 120, False).folded().width) == (80, 120)


def test_a_reader_that_goes_away_is_no_error() -> None:
    code = (
        "from pubpipe.cli.terminal import stdout, write_bytes\n"
        "import sys\n"
        "for number in range(20000): stdout().say('line')\n"
        "write_bytes(b'x' * 100000)\n"
        "print('went on', file=sys.stderr)"
    )
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stderr is not None
    with process, process.stdout, process.stderr:
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b"went on\n"
        assert process.wait(60) == 0


def test_nothing_that_an_article_says_steers_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    coloured = Terminal(False, 80, True)
    coloured.say(coloured.paint("a \x1b[2J\x9b1m\u202eb\x07", colour="red") + "\t\x1b]0;x\x07 é")
    said = capsys.readouterr().out
    assert said.count("\x1b") == 2
    assert said.startswith("\x1b[31ma \\x1b[2J\\x9b1m\\u202eb\\x07\x1b[0m\t\\x1b]0;x\\x07 é")
    heard: list[bytes] = []
    Terminal(False, 0, False, lambda _, data: heard.append(data)).say("a\x1b[31m \udcff")
    assert heard == [b"a\\x1b[31m \\udcff\n"]


def test_json_is_as_harmless(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    value = {"a\x9b": "\x1b\u202e\udcff é"}
    made = json_bytes(value, None)
    assert made == '{"a\\u009b": "\\u001b\\u202e\\udcff é"}\n'.encode()
    assert json.loads(made) == value
