"""pubpipe.stores: the same from every store, whole writes, and what a failing one is called."""

import errno
import os
import socket
import ssl
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import trustme

from pubpipe.errors import StoreError
from pubpipe.installed import with_extra
from pubpipe.stores import Files, address, located
from tests.conftest import Amount
from tests.support.stores import KEYS, Bucket, sftp

SECRETS = ("testing", "not-a-secret")


@pytest.fixture(params=["memory", "s3", "sftp"])
def place(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of each kind of store."""
    if request.param == "memory":
        yield located(f"memory://{tmp_path.name}/letters")
    elif request.param == "s3":
        yield located(f"s3://{request.getfixturevalue('bucket').name}/letters")
    else:
        (tmp_path / "served").mkdir()
        monkeypatch.setenv("HOME", str(tmp_path / "home"))
        monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
        with sftp(tmp_path / "served", tmp_path / "home") as root:
            yield located(f"{root}/srv/letters")


def test_a_file_is_written_seen_read_listed_and_removed(place: Path) -> None:
    files, path = Files(), place / "2026" / "é + ü?&=.md"
    assert files.seen(path) is None
    written = files.write(path, b"one", "text/markdown; charset=utf-8")
    files.write(place / "b.md", b"other", "text/markdown; charset=utf-8")
    assert (written.size, files.read(path)) == (3, b"one")
    seen = files.seen(path)
    assert seen is not None
    assert (seen.size, seen.mark) == (3, written.mark)
    other = files.write(path, b"two", "text/markdown; charset=utf-8")
    if not str(place).startswith("/sftp"):  # which tells whole seconds
        assert other.mark != written.mark

    fresh = Files()
    assert list(fresh.walk(place)) == [path, place / "b.md"]
    assert fresh.seen(path) == Files().seen(path)
    assert fresh.seen(path.with_suffix(".yaml")) is None
    assert fresh.told_gone(path.with_suffix(".yaml"))
    assert not files.told_gone(path.with_suffix(".yaml")), "nobody has listed it"
    fresh.remove(path)
    fresh.remove(path)
    assert fresh.seen(path) is None
    assert Files().seen(path) is None
    with pytest.raises(FileNotFoundError):
        files.read(path)
    assert list(Files().walk(place / "b.md" / "none")) == []


def test_what_is_fetched_and_sent_ahead_is_what_is_read_and_written(place: Path, amount: Amount) -> None:
    paths, files = [place / f"{n:03}.md" for n in range(amount(40, 400))], Files()
    for n, path in enumerate(paths):
        files.send(path, b"%d" % n, "text/plain")
    for n, path in enumerate(paths):
        files.write(path, b"%d" % n, "text/plain")
    files.stop()

    fresh = Files()
    fresh.survey(place)
    fresh.fetch(paths)
    read = {path: fresh.read(path) for n, path in enumerate(paths) if n % 3}
    assert read == {path: b"%d" % n for n, path in enumerate(paths) if n % 3}
    assert fresh.read(paths[0]) == b"0", "what was passed over can still be read"
    fresh.stop()


def test_a_listing_has_as_many_pages_as_it_needs(
    bucket: Bucket, amount: Amount, monkeypatch: pytest.MonkeyPatch
) -> None:
    count = amount(25, 3_000)
    monkeypatch.setattr("pubpipe.stores.store._Objects.page", amount(10, 1_000))
    for n in range(count):
        bucket.put(f"letters/{n:05}.md", "x")
    bucket.put("letters-of-another/a.md", "x")
    bucket.put("letters/folder/", "")
    bucket.put("letters//a.md", "x")
    folder = located(f"s3://{bucket.name}/letters")
    assert list(Files().walk(folder)) == [folder / f"{n:05}.md" for n in range(count)]
    assert bucket.door.count("GET") == len(bucket.door.asked) == (count + 2) // amount(10, 1_000) + 1


def test_an_object_says_what_it_is(bucket: Bucket) -> None:
    Files().write(located(f"s3://{bucket.name}/a.html"), b"<p>", "text/html; charset=utf-8")
    told = bucket.client.head_object(Bucket=bucket.name, Key="a.html")
    assert told["ContentType"] == "text/html; charset=utf-8"


def test_a_large_object_comes_in_parts_and_is_there_when_all_are(
    bucket: Bucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pubpipe.stores.store._Objects.part", 5 * 2**20)
    path, content = located(f"s3://{bucket.name}/a.pdf"), bytes(11 * 2**20)
    bucket.put("a.pdf", "old")
    bucket.door.answer = lambda number, method, path: "403 AccessDenied" if "partNumber=2" in path else "pass"
    with pytest.raises(StoreError):
        Files().write(path, content, "application/pdf")
    assert bucket.get("a.pdf") == b"old"
    assert "Uploads" not in bucket.client.list_multipart_uploads(Bucket=bucket.name)
    bucket.door.answer = lambda number, method, path: "pass"
    bucket.door.asked.clear()
    seen = Files().write(path, content, "application/pdf")
    assert bucket.door.count("PUT") == 3
    assert (seen.size, Files().seen(path)) == (len(content), seen)


@pytest.mark.parametrize("how", ["500 InternalError", "cut"])
def test_a_store_that_fails_is_told_by_its_address_and_nothing_is_torn(bucket: Bucket, how: str) -> None:
    path = located(f"s3://{bucket.name}/letters/a.md")
    bucket.put("letters/a.md", "old")
    bucket.door.answer = lambda number, method, path: how
    asks: dict[str, Callable[[], object]] = {
        "read": lambda: Files().read(path),
        "looked at": lambda: Files().seen(path),
        "written": lambda: Files().write(path, b"new", "text/plain"),
        "removed": lambda: Files().remove(path),
        "listed": lambda: Files().survey(path.parent),
    }
    for doing, ask in asks.items():
        with pytest.raises(StoreError) as failed:
            ask()
        assert f" cannot be {doing}: " in failed.value.message
        assert failed.value.message.startswith(f"s3://{bucket.name}/letters")
        assert "same command" in failed.value.hint
        assert failed.value.__cause__ is None
    bucket.door.answer = lambda number, method, path: "pass"
    assert bucket.get("letters/a.md") == b"old"


def test_there_is_no_such_bucket(bucket: Bucket) -> None:
    with pytest.raises(StoreError, match="s3://another-one/x cannot be listed: there is no such bucket"):
        Files().survey(located("s3://another-one/x"))
    with pytest.raises(StoreError, match="there is no such bucket"):
        Files().write(located("s3://another-one/x/a.md"), b"", "text/plain")


def test_nobody_answers(bucket: Bucket, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{port}")
    with pytest.raises(StoreError) as failed:
        Files().survey(located(f"s3://{bucket.name}/letters"))
    assert failed.value.message == (
        f"s3://{bucket.name}/letters cannot be listed: nothing answers there (EndpointConnectionError)"
    )
    assert "AWS_ENDPOINT_URL" in failed.value.hint
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://user:hush@127.0.0.1:{port}")
    with pytest.raises(StoreError) as failed:
        Files().survey(located(f"s3://{bucket.name}/letters"))
    assert "hush" not in str(failed.value.args)


def test_without_credentials_the_store_s_own_way_to_them_is_told(
    bucket: Bucket, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "none"))
    with pytest.raises(StoreError, match="there are no credentials for it") as failed:
        Files().survey(located(f"s3://{bucket.name}/letters"))
    assert "~/.aws" in failed.value.hint
    (tmp_path / "credentials").write_text("[default]\naws_access_key_id = a\naws_secret_access_key = b\n")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "credentials"))
    Files().survey(located(f"s3://{bucket.name}/letters"))


def test_a_policy_that_forbids_to_write_is_told_and_the_old_file_stays(bucket: Bucket) -> None:
    bucket.put("letters/a.md", "old")
    everything = f'["arn:aws:s3:::{bucket.name}", "arn:aws:s3:::{bucket.name}/*"]'
    policy = f"""{{"Version": "2012-10-17", "Statement": [{{"Effect": "Deny", "Principal": "*",
        "Action": ["s3:PutObject"], "Resource": {everything}}}]}}"""
    bucket.client.put_bucket_policy(Bucket=bucket.name, Policy=policy)
    path = located(f"s3://{bucket.name}/letters/a.md")
    with pytest.raises(StoreError) as refused:
        Files().write(path, b"new", "text/plain")
    assert refused.value.message.startswith(f"{address(path)} cannot be written: no right to that (")
    assert "rights to list, read, write and remove" in refused.value.hint
    bucket.client.delete_bucket_policy(Bucket=bucket.name)
    assert bucket.get("letters/a.md") == b"old"


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ("403 InvalidAccessKeyId", "the store does not accept who asks (InvalidAccessKeyId)"),
        ("403 SignatureDoesNotMatch", "the store does not accept who asks (SignatureDoesNotMatch)"),
        ("400 ExpiredToken", "the credentials for it have ended (ExpiredToken)"),
        ("403 RequestTimeTooSkewed", "the clock of this machine is wrong (RequestTimeTooSkewed)"),
        (
            "400 AuthorizationHeaderMalformed",
            "the bucket is in another region (AuthorizationHeaderMalformed)",
        ),
        ("404 NoSuchBucket", "there is no such bucket (NoSuchBucket)"),
        ("403 AccessDenied", "no right to that (AccessDenied)"),
    ],
)
def test_who_may_not_come_in_is_told_so_and_no_secret(bucket: Bucket, told: str, why: str) -> None:
    bucket.door.answer = lambda number, method, path: told
    with pytest.raises(StoreError) as refused:
        Files().survey(located(f"s3://{bucket.name}/letters"))
    assert refused.value.message == f"s3://{bucket.name}/letters cannot be listed: {why}"
    assert not any(secret in str(refused.value.args) for secret in ("hush", *SECRETS))


def test_what_one_file_only_is_refused_costs_that_file_only(bucket: Bucket) -> None:
    path = located(f"s3://{bucket.name}/letters/a.md")
    bucket.door.answer = lambda number, method, path: "403 AccessDenied"
    with pytest.raises(PermissionError) as denied:
        Files().read(path)
    assert denied.value.strerror == "no right to read it (AccessDenied)"
    bucket.door.answer = lambda number, method, path: "400 KeyTooLongError"
    with pytest.raises(OSError) as refused:  # its number is looked at
        Files().write(path, b"", "text/plain")
    assert refused.value.errno == errno.ENAMETOOLONG


def test_a_store_whose_library_is_missing_says_what_to_install(tmp_path: Path) -> None:
    script = (
        "import sys; sys.modules[sys.argv[1]] = None\n"
        "from pubpipe.errors import StoreError\n"
        "from pubpipe.stores import Files, located\n"
        "try: Files().survey(located(sys.argv[2]))\n"
        "except StoreError as error: print(error.message, '|', error.hint)"
    )
    for library, where, told in (
        ("fsspec", "s3://b/x", f"s3://b needs fsspec, which is not installed | {with_extra('stores')}"),
        ("s3fs", "s3://b/x", f"s3://b needs s3fs, which is not installed | {with_extra('stores')}"),
        (
            "paramiko",
            "sftp://h/x",
            f"sftp://h needs paramiko, which is not installed | {with_extra('stores')}",
        ),
        ("gcsfs", "gs://b/x", "gs://b needs gcsfs, which is not installed | pip install gcsfs"),
    ):
        done = subprocess.run(
            [sys.executable, "-c", script, library, where], capture_output=True, text=True, check=True, env={**os.environ, **KEYS}
        )  # fmt: skip
        assert done.stdout.strip() == told


def test_an_sftp_write_that_breaks_off_leaves_the_old_file_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    served, breaks = tmp_path / "served", [False]
    (served / "srv").mkdir(parents=True)
    (served / "srv" / "a.md").write_text("old")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    with sftp(served, tmp_path / "home", lambda name: breaks[0]) as root:
        path = located(f"{root}/srv/a.md")
        breaks[0] = True
        with pytest.raises(StoreError, match=r"a\.md cannot be written"):
            Files().write(path, b"new" * 100_000, "text/plain")
        assert (served / "srv" / "a.md").read_text() == "old"
        assert [p.name for p in (served / "srv").iterdir()] == ["a.md"]
        breaks[0] = False
        (served / "srv" / "sub").mkdir()
        for left in ("", "sub/"):
            (served / "srv" / f"{left}.pubpipe-0123.part").write_text("left by a build that was killed")
        files = Files()
        files.survey(path.parent)
        files.sweep(path.parent, ".pubpipe-", ".part")
        assert list((served / "srv" / "sub").iterdir()) == []
        (served / "srv" / "sub").rmdir()
        writing = path.with_name(".pubpipe-4567.part")
        files.write(writing, b"of this build", "text/plain")
        files.sweep(path.parent / "sub", ".pubpipe-", ".part")
        assert files.seen(writing) is not None
        files.remove(writing)
        files.write(path, b"new", "text/plain")
        assert [(p.name, p.read_text()) for p in (served / "srv").iterdir()] == [("a.md", "new")]


def test_an_sftp_host_that_is_not_known_is_not_trusted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    with sftp(tmp_path, tmp_path / "home") as root:
        (tmp_path / "home" / ".ssh" / "known_hosts").unlink()
        with pytest.raises(StoreError, match=r"does not accept who asks \(UnknownHostKey\)") as failed:
            Files().survey(located(f"{root}/srv"))
    assert "known_hosts" in failed.value.hint


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ("404 NoSuchBucket", "there is no such bucket (NoSuchBucket)"),
        ("403 RequestTimeTooSkewed", "the clock of this machine is wrong (RequestTimeTooSkewed)"),
        ("400 ExpiredToken", "the credentials for it have ended (ExpiredToken)"),
        (
            "400 AuthorizationHeaderMalformed",
            "the bucket is in another region (AuthorizationHeaderMalformed)",
        ),
    ],
)
def test_why_a_file_cannot_be_looked_at_is_told_though_head_has_no_room_for_it(
    bucket: Bucket, told: str, why: str
) -> None:
    bucket.door.answer = lambda number, method, path: told
    with pytest.raises(StoreError) as refused:
        Files().seen(located(f"s3://{bucket.name}/letters/a.md"))
    assert refused.value.message == f"s3://{bucket.name}/letters/a.md cannot be looked at: {why}"


def test_of_a_bucket_that_answers_nobody_asks_twice(bucket: Bucket) -> None:
    files, folder = Files(), located(f"s3://{bucket.name}/letters")
    assert [files.seen(folder / name) for name in ("a.md", "b.md", "c.md")] == [None] * 3
    assert [method for method, _ in bucket.door.asked] == ["HEAD", "GET", "HEAD", "HEAD"]


def test_a_certificate_that_nobody_knows_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(context)
    server = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    monkeypatch.setattr(server, "handle_error", lambda *_: None)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    for name, value in {**KEYS, "AWS_ENDPOINT_URL": f"https://127.0.0.1:{server.server_port}"}.items():
        monkeypatch.setenv(name, value)
    try:
        with pytest.raises(StoreError) as refused:
            Files().survey(located("s3://bucket/letters"))
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
    assert "its certificate is not trusted, or there is no TLS (SSLError)" in refused.value.message
    assert "AWS_CA_BUNDLE" in refused.value.hint
