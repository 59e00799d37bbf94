"""Pictures within limits: smaller where they are larger than readers need, never worse than they must be."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from pubpipe.editions.epub.pictures.checking import checked
from pubpipe.editions.epub.pictures.scaling import scaled
from pubpipe.model import Asset, Ebook

BOX = (400, 400)


def picture(size: tuple[int, int], form: str, mode: str = "RGB", **options: object) -> bytes:
    out = BytesIO()
    Image.radial_gradient("L").resize(size).convert(mode).save(out, form, **options)
    return out.getvalue()


def huge() -> bytes:
    """A picture of a few kilobytes and 99 million pixels."""
    out = BytesIO()
    Image.new("1", (11000, 9000)).save(out, "PNG")
    return out.getvalue()


def opened(data: bytes) -> Image.Image:
    image = Image.open(BytesIO(data))
    image.load()
    return image


@pytest.mark.parametrize(
    ("form", "mode", "becomes"),
    [
        *(("JPEG", "RGB", "RGB"), ("JPEG", "L", "L"), ("JPEG", "CMYK", "CMYK"), ("WEBP", "RGB", "RGB")),
        *(("PNG", "RGB", "RGB"), ("PNG", "P", "RGB"), ("PNG", "1", "L"), ("PNG", "RGBA", "RGB")),
    ],
)
def test_a_large_picture_becomes_smaller_in_its_own_format(form: str, mode: str, becomes: str) -> None:
    small = opened(scaled(picture((1600, 800), form, mode), BOX, 80))
    assert (small.format, small.size, small.mode) == (form, (400, 200), becomes)


@pytest.mark.parametrize(
    ("size", "becomes"),
    [
        ((2100, 2000), (2049, 1951)),
        ((3000, 3000), (2000, 2000)),
        ((2000, 2000), (2000, 2000)),
        ((2560, 1500), (2560, 1500)),
        ((400, 12000), (85, 2560)),
    ],
)
def test_no_picture_has_more_pixels_than_apple_takes(size: tuple[int, int], becomes: tuple[int, int]) -> None:
    flat = BytesIO()
    Image.linear_gradient("L").resize(size).save(flat, "JPEG", quality=95)
    made = opened(scaled(flat.getvalue(), (2560, 2560), 80))
    assert made.size == becomes
    assert made.width * made.height <= 4_000_000


def test_a_turned_photograph_has_as_many_pixels_as_may_be() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    data = picture((3000, 2000), "JPEG", exif=exif)
    assert opened(scaled(data, (2560, 2560), 80)).size == (1632, 2448)


def test_transparency_and_profile_stay() -> None:
    from PIL import ImageCms

    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    image = Image.new("RGBA", (900, 900), (255, 0, 0, 90))
    out = BytesIO()
    image.save(out, "PNG", icc_profile=profile)
    small = opened(scaled(out.getvalue(), BOX, 80))
    assert (small.mode, small.getpixel((5, 5))) == ("RGBA", (255, 0, 0, 90))
    assert small.info["icc_profile"] == profile


def test_a_turned_photograph_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by a quarter
    data = picture((1600, 800), "JPEG", exif=exif)
    assert opened(scaled(data, BOX, 80)).size == (200, 400)


def test_what_fits_stays_byte_for_byte() -> None:
    for data in (picture((300, 300), "PNG"), picture((300, 300), "JPEG", quality=60)):
        assert scaled(data, BOX, 80) == data


def test_a_heavy_photograph_is_packed_anew() -> None:
    noise = Image.effect_noise((400, 400), 90).convert("RGB")
    out = BytesIO()
    noise.save(out, "JPEG", quality=100)
    small = scaled(out.getvalue(), BOX, 60)
    assert len(small) < len(out.getvalue()) / 2
    assert opened(small).size == (400, 400)


def test_a_moving_picture_keeps_moving() -> None:
    frames = [Image.new("P", (900, 900), n) for n in range(3)]
    out = BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    assert scaled(out.getvalue(), BOX, 80) == out.getvalue()


def test_the_limit_is_the_projects_and_may_be_none() -> None:
    asset = Asset("a.png", "0a.png", "image/png", picture((1000, 500), "PNG"))
    small, _ = checked(asset, Ebook(picture_size=100))
    whole, _ = checked(asset, Ebook(picture_size=0))
    assert small is not None
    assert opened(small.data).size == (100, 50)
    assert whole is not None
    assert whole.data == asset.data


@pytest.mark.parametrize(
    "data",
    [
        picture((900, 900), "JPEG")[:4000],
        picture((900, 900), "PNG")[:900],
        huge(),
        b"GIF89a",
    ],
    ids=["torn JPEG", "torn PNG", "99 million pixels", "no GIF"],
)
def test_what_cannot_be_shown_is_none(data: bytes) -> None:
    assert checked(Asset("a", "0a.png", "image/png", data), Ebook()) == (None, False)
