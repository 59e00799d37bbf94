"""pubpipe.stores.addresses: addresses and paths lead to one another, and what is none is refused without a secret."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pubpipe.errors import ConfigurationError
from pubpipe.stores import address, is_stored, located
from pubpipe.stores.addresses import mistyped, problem

names = st.text("abcXYZ019 äé日_-+&=", min_size=1).filter(lambda s: s.strip() == s and s not in (".", ".."))


@given(st.sampled_from(["s3", "gs", "az", "memory"]), st.lists(names, max_size=4))
def test_an_address_and_its_path_lead_to_one_another(scheme: str, parts: list[str]) -> None:
    text = "/".join([f"{scheme}://bucket", *parts])
    path = located(text)
    assert is_stored(path)
    assert address(path) == text
    assert located(f"{text}/") == path
    assert address(path / "letters" / "a.md") == f"{text}/letters/a.md"


def test_an_address_of_a_host_has_a_user_and_a_port() -> None:
    path = located("sftp://writer@host.example:2222/srv/letters")
    assert address(path.with_suffix(".md")) == "sftp://writer@host.example:2222/srv/letters.md"


@pytest.mark.parametrize("path", ["/home/s3:/letters", "source/a.md", "/s3/letters", "s3:/letters"])
def test_a_path_of_this_machine_is_in_no_store(path: str) -> None:
    assert not is_stored(path)
    assert not is_stored(Path(path))


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("letters", "'letters' is no address of a store", "source/ or dist/ itself"),
        ("s3:/bucket", "is no address of a store", "s3://bucket/letters"),
        ("s4://bucket", "no store of the kind s4://", "Did you mean s3://?"),
        ("ftp://host/letters", "no store of the kind ftp://", "sftp://"),
        (
            "https://host/letters",
            "no store of the kind https://",
            "It has s3://, gs://, az://, sftp://, memory://",
        ),
        ("s3://", "names no bucket", "s3://bucket/letters"),
        ("s3:///letters", "'s3:///letters' names no bucket", "s3://bucket/letters"),
        ("sftp://", "names no host", "sftp://user@host/srv/letters"),
        ("s3://bucket/a//b", "a part that no folder can have", ""),
        ("s3://bucket/../b", "a part that no folder can have", ""),
        ("s3://bucket/a?versionId=3", "a part that no folder can have", ""),
    ],
)
def test_what_is_no_address_is_refused_with_what_to_write(text: str, message: str, hint: str) -> None:
    with pytest.raises(ConfigurationError) as refused:
        located(text)
    assert message in refused.value.message
    assert hint in refused.value.hint


@pytest.mark.parametrize(
    "text",
    ["s3://AKIAKEY:hush@bucket/letters", "s3://hush@bucket", "sftp://writer:hush@host/srv", "gs://a:hush@b"],
)
def test_credentials_in_an_address_are_refused_and_never_repeated(text: str) -> None:
    wrong = problem(text)
    assert wrong is not None
    assert "has credentials in it" in wrong[0]
    assert "environment" in wrong[1]
    assert "hush" not in str(wrong)
    assert "AKIAKEY" not in str(wrong)


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("s3:/bucket/letters", "s3://bucket/letters"),
        ("S3:bucket", "s3://bucket"),
        ("sftp:/user@host/srv", "sftp://user@host/srv"),
        ("s3://bucket", ""),
        ("source/s3:/a.md", ""),
        ("C:/letters", ""),
        ("s3.md", ""),
    ],
)
def test_an_address_that_lacks_a_slash_is_known_for_one(word: str, meant: str) -> None:
    assert mistyped(word) == meant


def test_a_folder_that_is_there_is_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "s3:").mkdir()
    assert mistyped("s3:/bucket/letters") == ""
