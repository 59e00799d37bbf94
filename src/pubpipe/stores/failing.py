"""What a store's library raises -> an OSError of one file, or what is wrong with the store in a user's words.

Nothing of what a library says is repeated but the store's own error codes and the names of exceptions: the rest may
hold addresses with signatures or keys in them.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pubpipe import installed
from pubpipe.errors import StoreError
from pubpipe.stores.addresses import address

_KEYS = {
    "s3": "As for every tool of AWS: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, ~/.aws, or the machine's role.",
    "gs": "As for every tool of Google: GOOGLE_APPLICATION_CREDENTIALS, or the machine's service account.",
    "az": "As for every tool of Azure: AZURE_STORAGE_ACCOUNT_NAME and AZURE_STORAGE_ACCOUNT_KEY, or an identity.",
    "sftp": "As for ssh: an agent, or a key in ~/.ssh; ~/.ssh/known_hosts knows the host.",
    "memory": "",
}
_AGAIN = "What was written is whole. The same command goes on from there once the store answers."
_WHERE = {
    "s3": "Is the address right, and AWS_ENDPOINT_URL where the store is not Amazon's?",
    "sftp": "Are host and port right? sftp://user@host:22/folder.",
}
_REGION = "Name the region of the bucket: AWS_DEFAULT_REGION, or region in ~/.aws/config."
_TLS = "AWS_CA_BUNDLE names the file with the certificate of who signed it; is AWS_ENDPOINT_URL right?"
_CLOCK = "Set the clock of this machine: a store takes a quarter of an hour at most."
_ANEW = "Sign in anew, as for every tool of the store; a session's keys last some hours."
_NO_BUCKET = frozenset({"NoSuchBucket", "InvalidBucketName"})
_ELSEWHERE = frozenset(
    {"AuthorizationHeaderMalformed", "IllegalLocationConstraintException", "PermanentRedirect"}
)
_NO_KEYS = frozenset({"NoCredentialsError", "PartialCredentialsError", "ProfileNotFound"})
_ENDED = frozenset(
    {
        "ExpiredToken",
        "SSOTokenLoadError",
        "TokenRefreshRequired",
        "TokenRetrievalError",
        "UnauthorizedSSOTokenError",
    }
)
_SKEWED = frozenset({"RequestExpired", "RequestTimeTooSkewed"})
_UNKNOWN = frozenset(
    {
        "AuthenticationException",
        "BadHostKeyException",
        "CredentialRetrievalError",
        "InvalidAccessKeyId",
        "InvalidToken",
        "PasswordRequiredException",
        "SignatureDoesNotMatch",
        "UnknownHostKey",
    }
)
# What no other object would be answered either.
_NOBODY = _ELSEWHERE | _NO_KEYS | _ENDED | _SKEWED | _UNKNOWN
_UNSAFE = frozenset({"SSLCertVerificationError", "SSLError"})
_SILENT = frozenset(
    {
        "ConnectTimeoutError",
        "ConnectionRefusedError",
        "EndpointConnectionError",
        "FSTimeoutError",
        "NoValidConnectionsError",
        "ProxyConnectionError",
        "TimeoutError",
        "ValueError",  # of botocore, for an endpoint that is no address
        "gaierror",
    }
)
_OBJECT = frozenset({errno.ENAMETOOLONG, errno.EISDIR})


@contextmanager
def asking(doing: str, path: Path) -> Iterator[None]:
    """Ask a store for something that is ``doing`` (read, written, listed …) with a path.

    Raises OSError where only this file is concerned: it is not there, or must not be read; else StoreError.
    """
    try:
        yield
    except Exception as error:
        code = _code(error)
        if isinstance(error, FileNotFoundError) and code not in _NO_BUCKET:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), address(path)) from None
        denied = isinstance(error, PermissionError) and code not in _NOBODY
        if denied and doing == "read":
            raise PermissionError(errno.EACCES, f"no right to read it ({code})", address(path)) from None
        if isinstance(error, OSError) and error.errno in _OBJECT:
            raise OSError(error.errno, f"the store refuses it ({code})", address(path)) from None
        raise _store_error(doing, path, error, code, denied=denied) from None


def missing(path: Path, package: str) -> StoreError:
    """Return the error of a store whose library is not installed."""
    hint = (
        installed.with_extra("stores")
        if package in ("fsspec", "paramiko", "s3fs")
        else f"pip install {package}"
    )
    return StoreError(f"{address(path)} needs {package}, which is not installed", hint)


def _store_error(doing: str, path: Path, error: Exception, code: str, *, denied: bool) -> StoreError:
    scheme = address(path).partition("://")[0]
    told: tuple[tuple[bool, str, str], ...] = (
        (code in _NO_BUCKET, "there is no such bucket", "Is the address right, and the region?"),
        (code in _ELSEWHERE, "the bucket is in another region", _REGION),
        (code in _NO_KEYS, "there are no credentials for it", _KEYS[scheme]),
        (code in _ENDED, "the credentials for it have ended", _ANEW),
        (code in _SKEWED, "the clock of this machine is wrong", _CLOCK),
        (code in _UNKNOWN, "the store does not accept who asks", _KEYS[scheme]),
        (denied, "no right to that", "Who owns the store gives rights to list, read, write and remove."),
        (code in _UNSAFE, "its certificate is not trusted, or there is no TLS", _TLS),
        (
            code in _SILENT or isinstance(error, ConnectionRefusedError),
            "nothing answers there",
            _WHERE.get(scheme, _AGAIN),
        ),
        (True, "the store fails", _AGAIN),
    )
    why, hint = next((f"{why} ({code})", hint) for is_so, why, hint in told if is_so)
    return StoreError(f"{address(path)} cannot be {doing}: {why}", hint)


def _code(error: BaseException) -> str:
    """The store's own name for what is wrong, else that of the exception."""
    for one in (error, error.__cause__, error.__context__):
        response = getattr(one, "response", None)
        if isinstance(response, dict):
            code = response.get("Error", {}).get("Code")
            if isinstance(code, str) and code.isalnum():
                return code
    cause = error.__cause__ if isinstance(error, OSError) and error.__cause__ is not None else error
    return type(cause).__name__
