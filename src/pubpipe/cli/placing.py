"""Bytes and the word that says where they go -> a file, or an object of a store."""

from __future__ import annotations

from pubpipe.errors import PubpipeError


def place(word: str, data: bytes) -> None:
    """Write bytes where a word says, a path or the address of a file in a store.

    Raises UsageProblem for an address that is none, PubpipeError where it cannot be written, StoreError where the
    store fails.
    """
    from pubpipe.catalogue.media import media_type
    from pubpipe.cli.requesting import path_of
    from pubpipe.stores import Files, is_stored

    path = path_of(word)
    try:
        if is_stored(path):
            Files().write(path, data, media_type(path.name))
        else:
            path.write_bytes(data)
    except OSError as error:
        raise PubpipeError(f"{word} cannot be written: {error.strerror or error}") from error
