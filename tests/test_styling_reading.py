"""What ends the work on a file of the user's is told with the file's name."""

from __future__ import annotations

import pytest

from pubpipe.errors import ConfigurationError
from pubpipe.model import Style
from pubpipe.styling import at

STYLE = Style("mine", {}, frozenset({"a.css"}))


@pytest.mark.parametrize("kind", [MemoryError, RecursionError, KeyboardInterrupt])
def test_what_ends_the_work_goes_on_with_a_note(kind: type[BaseException]) -> None:
    with pytest.raises(kind) as caught, at(STYLE, "a.css"):
        raise kind
    assert caught.value.__notes__ == ["style 'mine', a.css"]


def test_what_is_unexpected_in_a_file_of_the_users_is_its_fault() -> None:
    told = r"^style 'mine', a\.css: it cannot be read: KeyError: 1$"
    with pytest.raises(ConfigurationError, match=told), at(STYLE, "a.css"):
        raise KeyError(1)
    with pytest.raises(KeyError), at(STYLE, "packaged.css"):
        raise KeyError(1)
    with pytest.raises(ConfigurationError, match=r"^as it is$"), at(STYLE, "a.css"):
        raise ConfigurationError("as it is")
