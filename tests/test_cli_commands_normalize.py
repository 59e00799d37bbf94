"""pubpipe normalize: the canonical Markdown alone, with its ledger."""

import json
from pathlib import Path

from tests.support.command import pubpipe

ARTICLE = Path(__file__).parent.parent / "source" / "us-japan-military-alliance.txt"


def test_to_standard_output_and_again_the_same(tmp_path: Path) -> None:
    once = pubpipe("normalize", str(ARTICLE), cwd=tmp_path)
    assert once.returncode == 0
    assert b", line 1: no title in the text; proposed from its lead: U.S. and Japanese" in b" ".join(
        once.stderr.split()
    )
    assert once.stdout.startswith(b"---\ntitle: ")
    (tmp_path / "once.md").write_bytes(once.stdout)
    again = pubpipe("normalize", "once.md", cwd=tmp_path)
    assert (again.returncode, again.stdout) == (0, once.stdout)
    assert [path.name for path in tmp_path.iterdir()] == ["once.md"]


def test_to_files(tmp_path: Path) -> None:
    text = ARTICLE.read_bytes()
    done = pubpipe("normalize", "-", "-o", "out.md", "--report", "out.json", cwd=tmp_path, stdin=text)
    assert (done.returncode, done.stdout) == (0, b"")
    assert done.stderr.startswith(
        b"Warning: standard input, line 1: no title in the text; proposed from its lead:\n  U.S."
    )
    assert b"\nHint: Give one with --title" in done.stderr
    ledger = json.loads((tmp_path / "out.json").read_text("utf-8"))
    assert ledger["audit"]["unaccounted"] == 0
    assert (tmp_path / "out.md").read_bytes() == pubpipe("normalize", "-", cwd=tmp_path, stdin=text).stdout


def test_report_to_standard_output(tmp_path: Path) -> None:
    done = pubpipe("normalize", str(ARTICLE), "-o", "out.md", "--report", "-", cwd=tmp_path)
    assert json.loads(done.stdout)["audit"]["unaccounted"] == 0
    both = pubpipe("normalize", str(ARTICLE), "--report", "-", cwd=tmp_path)
    assert both.returncode == 2
    assert both.stderr.startswith(b"Error: the Markdown and the report cannot both")


def test_overrides_are_given(tmp_path: Path) -> None:
    done = pubpipe("normalize", str(ARTICLE), "--title", "Given Title", "--lang", "en-GB", cwd=tmp_path)
    head = done.stdout.decode().split("\n---\n")[0]
    assert "title: Given Title" in head
    assert "lang: en-GB" in head


def test_verbose_names_every_change(tmp_path: Path) -> None:
    done = pubpipe("normalize", str(ARTICLE), "-v", "-o", "out.md", cwd=tmp_path)
    assert "Note: " in done.stderr.decode()
    assert ", line " in done.stderr.decode()


def test_what_cannot_be_read_or_written(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    empty = pubpipe("normalize", "empty.txt", cwd=tmp_path)
    assert (empty.returncode, empty.stdout) == (3, b"")
    assert empty.stderr.startswith(b"Error: ")
    nowhere = pubpipe("normalize", str(ARTICLE), "-o", "no/such/folder/out.md", cwd=tmp_path)
    assert nowhere.returncode == 1
    assert nowhere.stderr.splitlines()[-1].startswith(b"Error: no/such/folder/out.md cannot be written")


def test_strict_lets_the_inferred_title_fail(tmp_path: Path) -> None:
    done = pubpipe("normalize", str(ARTICLE), "--strict", cwd=tmp_path)
    assert done.returncode == 6
    assert pubpipe("normalize", str(ARTICLE), "--strict", "--title", "Given", cwd=tmp_path).returncode == 0


def test_steps_are_switched_by_option_and_sidecar(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(ARTICLE.read_bytes())
    whole = pubpipe("normalize", "a.txt", cwd=tmp_path).stdout
    off = pubpipe("normalize", "a.txt", "--off", "duplicates,dateline", cwd=tmp_path).stdout
    assert len(off) > len(whole)
    assert b'  "off": [duplicates, dateline]\n' in off
    (tmp_path / "a.yaml").write_text("off: [duplicates, dateline]\n", "utf-8")
    assert pubpipe("normalize", "a.txt", cwd=tmp_path).stdout == off
    on = pubpipe("normalize", "a.txt", "--on", "duplicates", "--on", "dateline", cwd=tmp_path).stdout
    assert on == whole


def test_smart_sets_the_marks_of_the_language_and_is_remembered(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        'Two days\n\nShe said "yes" and left, and it wasn\'t long until the rest did.\n', "utf-8"
    )
    done = pubpipe("normalize", "a.txt", "--smart", "--lang", "en", cwd=tmp_path).stdout.decode()
    assert "She said “yes” and left, and it wasn’t long" in done
    assert '  "on": [typography]\n' in done


def test_a_step_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    wrong = pubpipe("normalize", str(ARTICLE), "--off", "duplicate", cwd=tmp_path)
    assert wrong.returncode == 2
    assert b"there is no step 'duplicate' to switch\nHint: Did you mean 'duplicates'?" in wrong.stderr
    both = pubpipe("normalize", str(ARTICLE), "--off", "nfc", "--on", "nfc", cwd=tmp_path)
    assert b"'nfc' is switched on and off" in both.stderr
    (tmp_path / "a.txt").write_bytes(ARTICLE.read_bytes())
    (tmp_path / "a.yaml").write_text("off: given\n", "utf-8")
    sidecar = pubpipe("normalize", "a.txt", cwd=tmp_path)
    assert sidecar.returncode == 4
    assert b"a.yaml: there is no step 'given' to switch" in sidecar.stderr
