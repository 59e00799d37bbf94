"""pubpipe.delivery.send.devices: which folders are e-readers, and which of them is meant."""

from pathlib import Path

import pytest

from pubpipe.delivery.send.devices import around, check_reads, chosen, known
from pubpipe.errors import UsageProblem


def reader(top: Path, *folders: str) -> Path:
    for folder in folders:
        (top / folder).mkdir(parents=True, exist_ok=True)
    return top


@pytest.mark.parametrize(
    ("label", "folders", "kind", "books"),
    [
        ("KOBOeReader", (".kobo", ".kobo-images"), "kobo", ""),
        ("Kindle", ("documents", "system", "fonts"), "kindle", "documents"),
        ("PB743G", ("system/config", "applications", "Books"), "pocketbook", "Books"),
        ("PB602", ("system/explorer-3", "books"), "pocketbook", "books"),
        ("PB622", ("system/profiles",), "pocketbook", ""),
        ("NO NAME", (".tolino", "Books"), "tolino", "Books"),
        ("tolino", ("Books", "DCIM"), "tolino", "Books"),
    ],
)
def test_a_reader_is_known_by_its_folders(
    label: str, folders: tuple[str, ...], kind: str, books: str, tmp_path: Path
) -> None:
    root = reader(tmp_path / label, *folders)
    (device,) = known([root])
    assert (device.kind.name, device.books) == (kind, root / books)


@pytest.mark.parametrize("folders", [(), ("system",), ("documents",), ("Books",), ("EFI", "boot")])
def test_a_stick_is_none(folders: tuple[str, ...], tmp_path: Path) -> None:
    assert known([reader(tmp_path / "STICK", *folders), tmp_path / "gone"]) == ()


def test_a_mount_that_does_not_answer_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # A folder of another user's, or one whose device has gone: EACCES and ENOTCONN, which pathlib does not swallow.
    kobo = reader(tmp_path / "KOBOeReader", ".kobo")
    real = Path.stat

    def stat(self: Path, **more: bool) -> object:
        if "gone" in self.parts:
            raise OSError(107, "Transport endpoint is not connected")
        return real(self, **more)

    monkeypatch.setattr(Path, "stat", stat)
    assert [device.root for device in known([tmp_path / "gone", kobo])] == [kobo]


def test_one_place_under_two_names_is_one_device(tmp_path: Path) -> None:
    root = reader(tmp_path / "KOBOeReader", ".kobo")
    (tmp_path / "link").symlink_to(root)
    assert [device.root for device in known([root, tmp_path / "link"])] == [root]


def test_one_of_several_is_named(tmp_path: Path) -> None:
    kobo = reader(tmp_path / "KOBOeReader", ".kobo")
    kindle = reader(tmp_path / "Kindle", "documents", "system")
    both = known([kobo, kindle])
    assert chosen(both, "kobo").root == kobo
    assert chosen(both, "KINDLE").root == kindle
    assert chosen(both, "koboEREADER").root == kobo
    assert chosen(both, str(kindle)).root == kindle
    assert chosen(both[:1], "").root == kobo
    with pytest.raises(UsageProblem, match=r"there are 2 e-readers: Kobo \(KOBOeReader\), Kindle") as refusal:
        chosen(both, "")
    assert refusal.value.hint == "Say --device kobo or --device kindle."
    with pytest.raises(UsageProblem, match="no e-reader 'nook'"):
        chosen(both, "nook")
    with pytest.raises(UsageProblem, match="no e-reader is mounted") as refusal:
        chosen((), "")
    assert "--mail" in refusal.value.hint


def test_two_of_one_make_are_named_by_what_parts_them(tmp_path: Path) -> None:
    roots = [reader(tmp_path / name, ".kobo") for name in ("a/KOBOeReader", "b/KOBOeReader", "b/Libra")]
    with pytest.raises(UsageProblem) as refusal:
        chosen(known(roots), "kobo")
    assert refusal.value.hint == f"Say --device {roots[0]} or --device {roots[1]} or --device Libra."
    assert chosen(known(roots), "libra").root == roots[2]


def test_what_a_reader_does_not_open_is_refused_with_what_it_does(tmp_path: Path) -> None:
    kobo, kindle = known(
        [reader(tmp_path / "K", ".kobo"), reader(tmp_path / "Kindle", "documents", "system")]
    )
    check_reads(kobo, ("epub", "pdf-large"))
    check_reads(kindle, ("pdf", "txt-ascii"))
    with pytest.raises(UsageProblem, match="a Kindle opens no EPUB that is copied onto it") as refusal:
        check_reads(kindle, ("pdf", "epub"))
    assert refusal.value.hint == (
        "By cable it reads pdf, txt (--format). By mail Amazon takes the EPUB: --mail NAME@kindle.com."
    )
    with pytest.raises(UsageProblem, match="a Kobo opens no MD"):
        check_reads(kobo, ("md",))


def test_a_folder_within_a_reader_is_the_reader_s(tmp_path: Path) -> None:
    kindle = reader(tmp_path / "Kindle", "documents/a", "system")
    reader(tmp_path / "Kindle2", "documents")
    found = known([kindle])
    assert around(kindle / "documents" / "a", found) == found[0]
    assert around(tmp_path / "Kindle2" / "documents", found) is None
