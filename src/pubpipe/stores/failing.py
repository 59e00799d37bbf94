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
_NO_BUCKET = frozenset(
    {"NoSuchBucket", "InvalidBucketName", "PermanentRedirect", "IllegalLocationConstraintException"}
)
# What no other object would be answered either.
_NOBODY = frozenset(
    {
        "AuthenticationException",
        "AuthorizationHeaderMalformed",
        "BadHostKeyException",
        "CredentialRetrievalError",
        "ExpiredToken",
        "InvalidAccessKeyId",
        "InvalidToken",
        "NoCredentialsError",
        "PartialCredentialsError",
        "PasswordRequiredException",
        "ProfileNotFound",
        "RequestTimeTooSkewed",
        "SSOTokenLoadError",
        "SignatureDoesNotMatch",
        "TokenRetrievalError",
        "UnauthorizedSSOTokenError",
        "UnknownHostKey",
    }
)
_SILENT = frozenset(
    {
        "ConnectTimeoutError",
        "ConnectionRefusedError",
        "EndpointConnectionError",
        "FSTimeoutError",
        "NoValidConnectionsError",
        "ProxyConnectionError",
        "TimeoutError",
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
    why, hint = f"the store fails ({code})", _AGAIN
    if code in _NO_BUCKET:
        why, hint = f"there is no such bucket ({code})", "Is the address right, and the region?"
    elif code in ("NoCredentialsError", "PartialCredentialsError"):
        why, hint = "there are no credentials for it", _KEYS[scheme]
    elif code in _NOBODY:
        why, hint = f"the store does not accept who asks ({code})", _KEYS[scheme]
    elif denied:
        why, hint = (
            f"no right to that ({code})",
            "Who owns the store gives rights to list, read, write and remove.",
        )
    elif code in _SILENT or isinstance(error, ConnectionRefusedError):
        why, hint = f"nothing answers there ({code})", _WHERE.get(scheme, _AGAIN)
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
