"""Paths -> what lies there: of this machine at once, of a store as its listing tells it, else as it answers."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from pubpipe.stores import disk
from pubpipe.stores.addresses import is_stored
from pubpipe.stores.seen import Seen

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

    from pubpipe.stores.listing import Listing
    from pubpipe.stores.store import Store

_AHEAD = 16  # files that are read before they are asked for
_BESIDE = 8  # files that the disk of this machine takes at once: so many an article has


class Files:
    """The files of this machine and of stores, for one command: what a store has told is as old as the command.

    Nothing of a store is asked before it is needed. What goes wrong with one file is an OSError, what goes wrong
    with a store a StoreError.
    """

    def __init__(self) -> None:
        self._stores: dict[Path, Store] = {}
        # By their folders' paths with a slash: a build asks tens of thousands of times.
        self._listings: dict[str, Listing] = {}
        self._swept: set[Listing] = set()
        self._looked: dict[Path, Seen | None] = {}
        self._pools: dict[Store, ThreadPoolExecutor] = {}
        self._sending: dict[Path, Future[Seen]] = {}
        self._beside: dict[Path, Path] = {}
        self._parts: dict[Path, Future[None]] = {}
        self._disk: ThreadPoolExecutor | None = None
        self._fetching: dict[Path, Future[bytes]] = {}
        self._expected: Iterator[Path] = iter(())

    def read(self, path: Path) -> bytes:
        """Return a file's bytes. Raises OSError where it cannot be read, StoreError where the store fails."""
        if not is_stored(path):
            return path.read_bytes()
        if path not in self._fetching:
            return self._store(path).read(path)
        # In the order in which they are asked for: what comes before is no longer wanted.
        for before in list(self._fetching):
            fetched = self._fetching.pop(before)
            if before == path:
                break
        self._fill()
        return fetched.result()

    def seen(self, path: Path) -> Seen | None:
        """Return what is known of a file, None where there is none. Raises OSError, StoreError."""
        if not is_stored(path):
            try:
                stat = path.stat()
            except (FileNotFoundError, NotADirectoryError):
                return None
            return Seen(stat.st_size, stat.st_mtime_ns)
        listing = self._listing(path)
        if listing is not None:
            return listing.get(path)
        if path not in self._looked:
            self._looked[path] = self._store(path).seen(path)
        return self._looked[path]

    def there(self, path: Path) -> bool:
        """Whether there is a file; one of this machine may be a link that leads nowhere."""
        return self.seen(path) is not None if is_stored(path) else os.path.lexists(path)

    def told_gone(self, path: str | Path) -> bool:
        """Whether a file is known not to be there: of a store nothing is known before it is listed."""
        if not is_stored(path):
            return not os.path.exists(path)  # noqa: PTH110  # an index asks for thousands
        listing = self._listing(path)
        return listing is not None and listing.get(path) is None

    def listed(self, path: Path) -> bool:
        """Whether a file lies in a store that was listed, so that what is seen of it is of the time of the listing."""
        return is_stored(path) and self._listing(path) is not None

    def send(self, path: Path, content: bytes, media_type: str) -> None:
        """Begin to write a file; who writes it then waits for that. On this machine it has its name only then."""
        if not is_stored(path):
            self._disk = self._disk or _threads(_BESIDE)
            self._beside[path] = disk.beside(path)
            self._parts[path] = self._disk.submit(disk.part, self._beside[path], content)
            return
        store = self._store(path)
        self._sending[path] = self._pool(store).submit(store.write, path, content, media_type)

    def write(self, path: Path, content: bytes, media_type: str) -> Seen:
        """Write a file, whole or not at all; return what is now known of it. Raises OSError, StoreError.

        One of this machine lasts when its folder has been synchronised.
        """
        if not is_stored(path):
            begun = self._parts.get(path)
            if begun is None or not _is_named(begun, self._beside[path], path):
                disk.rename_in(path, content)
            # Not before: what an interruption leaves lying, `stop` knows and removes.
            self._parts.pop(path, None)
            self._beside.pop(path, None)
            return self._there(path)
        sent = self._sending.pop(path, None)
        seen = sent.result() if sent is not None else self._store(path).write(path, content, media_type)
        if (listing := self._listing(path)) is not None:
            listing.put(path, seen)
        else:
            self._looked[path] = seen
        return seen

    def is_sent(self, path: Path) -> bool:
        """Whether a write has begun that nobody has waited for yet."""
        return path in self._sending or path in self._parts

    def fetch(self, paths: Iterable[Path]) -> None:
        """Begin to read files of stores, in this order, as far ahead of who reads them as there is room."""
        self._expected = iter(paths)
        self._fill()

    def stop(self) -> None:
        """Begin nothing more, and wait for what is under way: each file is written whole or not at all."""
        for pool in self._pools.values():
            pool.shutdown(cancel_futures=True)
        if self._disk is not None:
            self._disk.shutdown(cancel_futures=True)
        for temporary in self._beside.values():
            with suppress(OSError):
                temporary.unlink()
        self._pools.clear()
        self._parts.clear()
        self._beside.clear()
        self._disk = None
        self._sending.clear()
        self._fetching.clear()
        self._expected = iter(())

    def remove(self, path: Path) -> None:
        """Remove a file, none that is gone already. Raises OSError, StoreError."""
        if not is_stored(path):
            path.unlink(missing_ok=True)
            return
        with suppress(FileNotFoundError):
            self._store(path).remove(path)
        self._looked.pop(path, None)
        if (listing := self._listing(path)) is not None:
            listing.drop(path)

    def survey(self, folder: Path) -> None:
        """List all that lies below a folder of a store, and answer from that; a folder of this machine needs none.

        Raises StoreError.
        """
        if not is_stored(folder) or f"{folder}/" in self._listings:
            return
        from pubpipe.stores.listing import Listing

        store = self._store(folder)
        listing = Listing()
        for page in store.pages(folder):
            listing.add(page)
        self._listings[f"{folder}/"] = listing

    def walk(self, folder: Path) -> Iterator[Path]:
        """Yield the files below a surveyed folder of a store, by their paths."""
        self.survey(folder)
        yield from self._listings[f"{folder}/"].paths()

    def sweep(self, folder: Path, start: str, end: str) -> None:
        """Remove what writes below a surveyed folder of a store have left that were cut off, where a store leaves any.

        All that was listed is looked at the first time, and nothing after that: folders may be as many as articles.
        """
        listing = self._listing(folder / start)
        if listing is None or listing in self._swept or not self._store(folder).renames:
            return
        self._swept.add(listing)
        for path in [p for p in listing.paths() if p.name.startswith(start) and p.name.endswith(end)]:
            self.remove(path)

    def _fill(self) -> None:
        while len(self._fetching) < _AHEAD and (path := next(self._expected, None)) is not None:
            store = self._store(path)
            self._fetching[path] = self._pool(store).submit(store.read, path)

    def _there(self, path: Path) -> Seen:
        if (seen := self.seen(path)) is None:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
        return seen

    def _pool(self, store: Store) -> ThreadPoolExecutor:
        if store not in self._pools:
            self._pools[store] = _threads(store.at_once)
        return self._pools[store]

    def _store(self, path: Path) -> Store:
        # A host is a connection of its own; of buckets many are reached by one.
        own = Path(*path.parts[: 3 if path.parts[1] == "sftp:" else 2])
        if own not in self._stores:
            from pubpipe.stores.store import opened

            self._stores[own] = opened(Path(*path.parts[:3]))
        return self._stores[own]

    def _listing(self, path: str | Path) -> Listing | None:
        asked = os.fspath(path)
        return next((one for top, one in self._listings.items() if asked.startswith(top)), None)


def _is_named(begun: Future[None], temporary: Path, path: Path) -> bool:
    """Put what was begun in its place; where that fails, as when its folder was removed, it is written once more."""
    try:
        begun.result()
        disk.name(temporary, path)
    except OSError:
        return False
    return True


def _threads(count: int) -> ThreadPoolExecutor:
    from concurrent.futures import ThreadPoolExecutor

    return ThreadPoolExecutor(count)
