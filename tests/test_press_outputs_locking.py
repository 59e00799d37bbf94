"""The lock of a state folder that is removed meanwhile: its holder and who waited get the one that counts."""

import shutil
import threading
from pathlib import Path

import pytest

from pubpipe import press
from pubpipe.errors import EditionError
from pubpipe.model import ArticleReport
from pubpipe.press.outputs.locking import locked
from pubpipe.press.request import Request
from pubpipe.project import Project
from tests.test_press import QUICK, TEXT, build, statuses, write
from tests.test_press import project as project  # noqa: PLC0414  # the fixture


def test_a_build_whose_state_is_removed_holds_the_new_one(project: Project) -> None:
    inputs = write(
        project, a_txt=TEXT, b_txt=TEXT.replace("harbour", "port"), c_txt=TEXT.replace("old", "new")
    )
    done: list[str] = []

    def remove(article: ArticleReport) -> None:
        done.append(article.slug)
        if len(done) == 1:
            shutil.rmtree(project.state)
        else:
            with pytest.raises(EditionError, match="another build"), locked(project.state, patience=0):
                pass

    assert press.build(Request(project, inputs, QUICK), remove).exit_code == 0
    assert len(done) == 3
    # Neither what was written before the loss nor what was written after it is unknown.
    assert statuses(build(project, inputs)) == [["unchanged", "unchanged"]] * 3


def test_a_lock_that_another_build_has_meanwhile_is_waited_for(tmp_path: Path) -> None:
    folder = tmp_path / "s"
    told: list[str] = []
    with locked(folder, told.append, patience=0.1) as first:
        assert not first.taken_again()
        shutil.rmtree(folder)
        with locked(folder), pytest.raises(EditionError, match="another build"):
            first.taken_again()
        assert len(told) == 1
    with locked(folder) as first:
        shutil.rmtree(folder)
        assert first.taken_again()
        assert not first.taken_again()


def test_who_waited_for_a_lock_that_was_removed_takes_the_new_one(tmp_path: Path) -> None:
    folder = tmp_path / "s"
    waiting, lost = threading.Event(), list[bool]()

    def wait() -> None:
        with locked(folder, lambda _: waiting.set()) as second:
            lost.append(second.taken_again())

    thread = threading.Thread(target=wait)
    with locked(folder):
        thread.start()
        assert waiting.wait(60)
        shutil.rmtree(folder)
    thread.join(60)
    assert lost == [False]


def test_without_a_folder_there_is_nothing_to_lose(tmp_path: Path) -> None:
    with locked(None) as none:
        assert not none.taken_again()
    (tmp_path / "file").write_text("")
    with locked(tmp_path / "file" / "below") as none:
        assert not none.taken_again()
