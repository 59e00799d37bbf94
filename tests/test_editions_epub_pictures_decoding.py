"""Pictures are decoded whole or not at all."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image, ImageFile

from pubpipe.editions.epub.pictures.decoding import whole


def test_a_picture_cut_off_is_refused_whatever_the_process_allows(monkeypatch: pytest.MonkeyPatch) -> None:
    out = BytesIO()
    Image.effect_noise((60, 60), 50).save(out, "PNG")
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    torn = out.getvalue()[: len(out.getvalue()) // 2]
    with whole(), Image.open(BytesIO(torn)) as image, pytest.raises(OSError, match="truncated"):
        image.load()
    assert ImageFile.LOAD_TRUNCATED_IMAGES
