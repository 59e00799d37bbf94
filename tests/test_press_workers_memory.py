"""What a process keeps: the pieces of Python's stack, and what C has freed."""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Callable

from pubpipe.press.workers.memory import roomy

CALLS = 100


def leaf() -> None:
    return None


def called_at(depth: int) -> None:
    """Call a function many times, at a depth of calls at which a piece of the stack may end."""
    if depth:
        called_at(depth - 1)
        return
    for _ in range(CALLS):
        leaf()


def fetched(call: Callable[[int], None]) -> int:
    """Return how many pages were fetched at the depth at which there were most."""

    def pages() -> int:
        return resource.getrusage(resource.RUSAGE_SELF).ru_minflt

    most = 0
    for depth in range(300):
        before = pages()
        call(depth)
        most = max(most, pages() - before)
    return most


def test_no_loop_within_fetches_a_piece_of_the_stack_for_each_call() -> None:
    assert fetched(called_at) >= CALLS
    assert fetched(roomy(called_at)) < CALLS // 2


def test_a_roomy_function_takes_and_returns_what_it_did() -> None:
    @roomy
    def told(first: int, *, second: int) -> tuple[int, int]:
        """Tell both."""
        return first, second

    assert told(1, second=2) == (1, 2)
    assert told.__doc__ == "Tell both."


def test_what_is_freed_stays_at_hand() -> None:
    program = """
import resource
from pubpipe.press.workers.memory import keep_memory
print(keep_memory())
def fill():
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _ in range(20):
        blocks = [bytearray(3_000_000) for _ in range(3)]
        del blocks
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before
fill()
print(fill())
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    kept, pages = done.stdout.split()
    assert kept == str(sys.platform == "linux")
    if kept == "True":
        assert int(pages) < 500
