"""``pubpipe send`` as it runs: built when it must be, onto what is plugged in, by mail, and never a password shown."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pytest

from pubpipe.cli.app import main
from tests.support.command import pubpipe
from tests.support.mail import HOST, PASSWORD, USER, Box, certificates, serving
from tests.support.schema import problems

SCHEMA: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "src" / "pubpipe" / "send.schema.json").read_text()
)
Run = Callable[..., tuple[int, str, str]]
TEXT = "A letter home\n\nBy Ana Pérez\n\nOne paragraph of the article stands here, and it is long enough.\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "source" / "2024").mkdir(parents=True)
    (tmp_path / "pubpipe.toml").write_text('formats = ["txt"]\n')
    (tmp_path / "source" / "letter.txt").write_text(TEXT)
    (tmp_path / "source" / "2024" / "note.txt").write_text(TEXT.replace("letter", "note"))
    return tmp_path


@pytest.fixture
def readers(tmp_path: Path) -> dict[str, Path]:
    top = tmp_path / "media"
    for folder in ("KOBOeReader/.kobo", "Kindle/documents", "Kindle/system"):
        (top / folder).mkdir(parents=True)
    return {"kobo": top / "KOBOeReader", "kindle": top / "Kindle"}


@pytest.fixture
def run(project: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Run the command in the project, in this process; give its exit code and what it said."""

    def go(*arguments: str, **environ: object) -> tuple[int, str, str]:
        with monkeypatch.context() as patch:
            for name in [name for name in os.environ if name.startswith("PUBPIPE_")]:
                patch.delenv(name)
            for name, value in environ.items():
                patch.setenv(name, str(value))
            patch.chdir(project)
            code = main(["send", *arguments], standalone_mode=False)
        out, err = capsysbinary.readouterr()
        return code, out.decode(), err.decode()

    return go


def told(output: str) -> Any:
    value = json.loads(output)
    assert problems(value, SCHEMA) == []
    return value


def test_an_article_is_built_and_copied_and_again_when_it_changes(
    run: Run, project: Path, readers: dict[str, Path]
) -> None:
    kobo = readers["kobo"]
    code, out, err = run("letter", PUBPIPE_MOUNTS=kobo)
    assert (code, err) == (0, "")
    assert "dist/letter.epub" in out
    assert out.endswith(" kB\nEject Kobo (KOBOeReader) before you unplug it.\n")
    first = (kobo / "letter.epub").read_bytes()
    assert first == (project / "dist" / "letter.epub").read_bytes()
    # With it comes what the project makes of the article, for an index or a sister may speak of it.
    assert (project / "dist" / "letter.txt").is_file()
    code, out, err = run("letter", PUBPIPE_MOUNTS=kobo)
    assert (code, out.count("\n"), err) == (0, 1, "")
    assert out.startswith(f"{kobo}/letter.epub  ")
    assert out.endswith(" kB, there already\n")
    with (project / "source" / "letter.txt").open("a") as file:
        file.write("\nAnother paragraph came later.\n")
    code, out, err = run("letter", "2024/note", "--json", PUBPIPE_MOUNTS=kobo)
    assert [(one["target"], one["status"]) for one in told(out)["sent"]] == [
        (f"{kobo}/letter.epub", "copied"),
        (f"{kobo}/2024/note.epub", "copied"),
    ]
    assert (kobo / "letter.epub").read_bytes() != first


def test_an_article_that_cannot_be_built_costs_no_other(
    run: Run, project: Path, readers: dict[str, Path]
) -> None:
    kobo = readers["kobo"]
    arguments = ("nothing", "letter", "--format", "txt", "--json")
    code, out, _ = run(*arguments, PUBPIPE_MOUNTS=kobo)
    assert code == 3
    whole = told(out)
    assert [one["target"] for one in whole["sent"]] == [f"{kobo}/letter.txt"]
    assert any("no file nothing" in finding["message"] for finding in whole["findings"])
    # An edition that was edited by hand is not made, and not sent.
    (project / "dist" / "letter.txt").write_text("Edited")
    (project / "source" / "letter.txt").write_text(TEXT + "More.\n")
    code, out, _ = run("letter", "--format", "txt", "--json", PUBPIPE_MOUNTS=kobo)
    assert (code, told(out)["sent"]) == (5, [])
    assert b"Edited" not in (kobo / "letter.txt").read_bytes()


def test_editions_that_lie_in_a_store_are_sent_from_there(run: Run, project: Path) -> None:
    (project / "pubpipe.toml").write_text('formats = ["txt"]\ndist = "memory://for-send/letters"\n')
    (project / "tablet").mkdir()
    code, _, err = run("letter", "--format", "txt", "--to", "tablet")
    assert (code, err) == (0, "")
    assert "A letter home" in (project / "tablet" / "letter.txt").read_text()


def test_several_readers_are_listed_and_one_is_named(
    run: Run, project: Path, readers: dict[str, Path]
) -> None:
    mounts = ":".join(map(str, readers.values()))
    code, out, err = run("--list", PUBPIPE_MOUNTS=mounts)
    assert (code, out.splitlines()) == (0, [f"kobo    {readers['kobo']}", f"kindle  {readers['kindle']}"])
    devices = told(run("--list", "--json", PUBPIPE_MOUNTS=mounts)[1])["devices"]
    assert [device["label"] for device in devices] == ["KOBOeReader", "Kindle"]
    code, out, err = run("letter", PUBPIPE_MOUNTS=mounts)
    assert (code, out) == (2, "")
    assert "Hint: Say --device kobo or --device kindle." in err
    assert not (project / "dist").exists()
    code, out, err = run("letter", "--device", "kindle", PUBPIPE_MOUNTS=mounts)
    assert (code, out) == (2, "")
    assert "--mail NAME@kindle.com" in err
    code, out, err = run("letter", "--device", "Kindle", "--format", "txt", PUBPIPE_MOUNTS=mounts)
    assert (code, err) == (0, "")
    assert (readers["kindle"] / "documents" / "letter.txt").is_file()


def test_a_dry_run_builds_and_copies_nothing(run: Run, project: Path, readers: dict[str, Path]) -> None:
    code, out, _ = run("letter", "--dry-run", PUBPIPE_MOUNTS=readers["kobo"])
    assert code == 0
    assert out.endswith(" kB, would be copied\n")
    assert [path.name for path in readers["kobo"].iterdir()] == [".kobo"]


def test_what_a_reader_does_without_is_told(run: Run, project: Path, readers: dict[str, Path]) -> None:
    book = project / "book.epub"
    with zipfile.ZipFile(book, "w") as archive:
        archive.writestr(
            "META-INF/container.xml", "<c><rootfiles><rootfile full-path='o.opf'/></rootfiles></c>"
        )
        archive.writestr(
            "o.opf",
            "<package xmlns='http://www.idpf.org/2007/opf' version='3.0'><manifest><item id='a' href='a b.xhtml'"
            " media-type='application/xhtml+xml'/></manifest></package>",
        )
        archive.writestr("a b.xhtml", "<html xmlns='http://www.w3.org/1999/xhtml'><script/></html>")
    code, _, err = run("book.epub", PUBPIPE_MOUNTS=readers["kobo"])
    assert code == 0
    assert "Warning: book.epub: Kobo: a b.xhtml: scripts are taken out, or not run" in err
    assert "Error" not in err
    (one,) = told(run("book.epub", "--json", PUBPIPE_MOUNTS=readers["kobo"])[1])["sent"]
    codes = {finding["code"] for finding in one["findings"]}
    assert (one["status"], codes) == ("unchanged", {"store-script", "store-name", "store-cover-missing"})


def test_any_folder_and_any_edition(run: Run, project: Path, tmp_path: Path) -> None:
    tablet = tmp_path / "tablet"
    tablet.mkdir()
    (tmp_path / "Con.pdf").write_bytes(b"%PDF-1.7 of somebody")
    code, out, err = run("Con.pdf", "--to", "tablet")
    assert (code, err) == (0, "")
    assert (tablet / "Con_.pdf").read_bytes() == b"%PDF-1.7 of somebody"
    (tablet / "Con_.pdf").write_bytes(b"%PDF-1.7 with notes")
    code, out, err = run("Con.pdf", "--to", "tablet", "--json")
    assert code == 7
    (one,) = told(out)["sent"]
    assert (one["status"], one["findings"][0]["code"]) == ("failed", "send-foreign")
    assert "Hint: Look at it" in err
    code, _, _ = run("Con.pdf", "--to", "tablet", "--force", "-q")
    assert code == 0
    assert (tablet / "Con_.pdf").read_bytes() == b"%PDF-1.7 of somebody"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ((), 2, "no article is named"),
        (("letter", "--to", "nowhere"), 2, "there is no folder nowhere"),
        (("letter", "--to", ".", "--mail", "a@b.org"), 2, "--to and --mail say different places"),
        (("letter", "--to", ".", "--format", "mobi"), 2, "there is no format 'mobi'"),
        (("nothing", "--to", "."), 3, "there is no file nothing"),
        (("letter", "--mail", "ana"), 2, "'ana' is no e-mail address"),
        (("letter", "--mail", "ana@kindle.com", "--format", "md"), 2, "Send to Kindle takes no md"),
        (("letter", "--mail", "ana@kindle.com"), 4, "PUBPIPE_SMTP_HOST is not set"),
    ],
)
def test_what_cannot_be_done_is_told_before_anything_is(
    run: Run, project: Path, arguments: tuple[str, ...], code: int, said: str
) -> None:
    done, out, err = run(*arguments)
    assert (done, out) == (code, "")
    assert said in err
    assert "Hint:" in err or "nothing" in arguments
    assert not list((project / "dist").glob("letter*"))


def mail_settings(port: int, authority: Path, **more: str) -> dict[str, str]:
    return {
        "SSL_CERT_FILE": str(authority),
        "PUBPIPE_SMTP_HOST": HOST,
        "PUBPIPE_SMTP_PORT": str(port),
        "PUBPIPE_SMTP_SECURITY": "tls",
        "PUBPIPE_SMTP_USER": USER,
        "PUBPIPE_SMTP_PASSWORD": PASSWORD,
        **more,
    }


def test_articles_are_mailed_over_one_connection(run: Run, project: Path, tmp_path: Path) -> None:
    made, box = certificates(tmp_path), Box()
    with serving(box, "tls", made) as port:
        settings = mail_settings(port, made.authority, PUBPIPE_SMTP_FROM="Ana Pérez <ana@example.org>")
        code, out, err = run("letter", "2024/note", "--mail", "reader@kindle.com", **settings)
        assert code == 0
        assert out.count("reader@kindle.com") == out.count(", sent\n") == 2
        assert err.startswith("Note: Amazon drops")
        assert box.envelopes == [("ana@example.org", ("reader@kindle.com",))] * 2
        assert len(box.logins) == 1
        mail = box.mail(0)
        assert (mail["Subject"], mail["From"].addresses[0].display_name) == ("A letter home", "Ana Pérez")
        (attachment,) = mail.iter_attachments()
        assert attachment.get_content_type() == "application/epub+zip"
        assert attachment.get_payload(decode=True) == (project / "dist" / "letter.epub").read_bytes()
        box.says = "552 5.3.4 the box is full"
        code, out, err = run("letter", "--mail", "a@b.org", "--json", **settings)
        assert code == 7
        (one,) = told(out)["sent"]
        assert one["findings"][0]["code"] == "send-refused"
        assert "Error: localhost does not take the message: 552 5.3.4 the box is full" in err
        code, out, err = run(
            "letter", "--mail", "a@b.org", "--json", "-vv",
            **settings | {"PUBPIPE_SMTP_PASSWORD": "an-other-s3cret"},
        )  # fmt: skip
        assert code == 4
        assert told(out)["error"]["message"].startswith("localhost does not let ana@example.org in: 535")
    assert "s3cret" not in out + err


def test_a_server_without_tls_gets_no_article(run: Run, project: Path, tmp_path: Path) -> None:
    box = Box()
    with serving(box, "none", None) as port:
        settings = mail_settings(port, tmp_path / "none", PUBPIPE_SMTP_SECURITY="starttls")
        settings.pop("SSL_CERT_FILE")
        code, out, err = run("letter", "--mail", "a@b.org", "--json", **settings)
    assert (code, box.messages, box.logins) == (7, [], [])
    assert told(out)["error"]["exit_code"] == 7
    assert "offers no TLS" in err


def test_a_draft_is_a_file_for_a_mail_program(run: Run, project: Path) -> None:
    arguments = ("2024/note", "--mail", "reader@kindle.com", "--dry-run")
    code, out, err = run(*arguments)
    assert (code, err) == (0, "")
    assert "2024-note.epub.eml" in out
    first = (project / "2024-note.epub.eml").read_bytes()
    mail = message_from_bytes(first, policy=default)
    assert (mail["X-Unsent"], mail["To"]) == ("1", "reader@kindle.com")
    assert run(*arguments)[0] == 0
    assert (project / "2024-note.epub.eml").read_bytes() == first
    (project / "2024-note.epub.eml").write_text("Somebody's letter\n")
    code, out, err = run(*arguments)
    assert code == 7
    assert "2024-note.epub.eml is another file" in err


def test_each_edition_has_a_draft_of_its_own(run: Run, project: Path) -> None:
    (project / "source" / "note.txt").write_bytes((project / "source" / "2024" / "note.txt").read_bytes())
    assert run("2024/note", "note", "--mail", "reader@kindle.com", "--dry-run")[0] == 0
    assert run("letter", "--mail", "reader@kindle.com", "--dry-run")[0] == 0
    files = [str(project / "dist" / name) for name in ("letter.epub", "letter.txt")]
    assert run("--mail", "reader@kindle.com", "--dry-run", *files)[0] == 0
    drafts = {"2024-note.epub.eml", "note.epub.eml", "letter.epub.eml", "letter.txt.eml"}
    assert {path.name for path in project.glob("*.eml")} == drafts


def test_two_editions_never_share_a_draft(run: Run, project: Path) -> None:
    (project / "source" / "2024-note.txt").write_bytes(
        (project / "source" / "2024" / "note.txt").read_bytes()
    )
    code, _, err = run("2024/note", "2024-note", "--mail", "reader@kindle.com", "--dry-run")
    assert code == 7
    assert "2024-note.epub.eml is the draft of another of these editions" in err


def test_what_a_build_remembers_has_no_password_in_it(project: Path) -> None:
    # The fast answer keeps the environment that it was given for.
    pubpipe("all", "letter", cwd=project, PUBPIPE_SMTP_PASSWORD="an-other-s3cret")
    kept = [path for path in (project / ".pubpipe").rglob("*") if path.is_file()]
    assert len(kept) > 1
    assert not any(b"an-other-s3cret" in path.read_bytes() for path in kept)


def test_no_program_that_is_started_is_told_the_password(project: Path, tmp_path: Path) -> None:
    # Whatever the arguments of processes are, anybody may read them; the environment is the user's own. A table is
    # what pandoc is started for.
    (project / "source" / "letter.txt").unlink()
    (project / "source" / "letter.md").write_text("# Letter\n\n| a | b |\n|---|---|\n| c | d |\n")
    code = (
        "import os, sys; sys.argv = ['pubpipe', 'send', 'letter', '--mail', 'a@b.org']\n"
        "import subprocess; seen = []\n"
        "real = subprocess.Popen.__init__\n"
        "def init(self, args, *rest, **more):\n"
        "    seen.append((args, dict(more.get('env') or os.environ)))\n"
        "    real(self, args, *rest, **more)\n"
        "subprocess.Popen.__init__ = init\n"
        "from pubpipe.cli.app import main\n"
        "main(standalone_mode=False)\n"
        "print('STARTED', len(seen), 'an-other-s3cret' in repr(seen), file=sys.stderr)"
    )
    environ = {k: v for k, v in os.environ.items() if not k.startswith("PUBPIPE_")}
    settings = mail_settings(1, tmp_path / "none", PUBPIPE_SMTP_PASSWORD="an-other-s3cret")
    settings.pop("SSL_CERT_FILE")
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=project, env=environ | settings, capture_output=True, text=True, check=False
    )  # fmt: skip
    started, count, leaked = done.stderr.splitlines()[-1].split()
    assert (started, leaked) == ("STARTED", "False")
    assert int(count) > 0
    assert "cannot be reached" in done.stderr
