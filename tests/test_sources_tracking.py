import pytest

from pubpipe.sources.tracking import is_amp, target, untracked


@pytest.mark.parametrize(
    ("address", "clean"),
    [
        ("https://example.org/a?utm_source=x&utm_medium=y", "https://example.org/a"),
        ("https://example.org/a?utm_source=x&b=1&fbclid=2#c", "https://example.org/a?b=1#c"),
        ("https://example.org/a?b=1&amp;mc_cid=2&amp;c=3", "https://example.org/a?b=1&amp;c=3"),
        ("https://example.org/a#:~:text=some%20words", "https://example.org/a"),
        ("https://example.org/a#part:~:text=some", "https://example.org/a#part"),
        ("https://youtu.be/abc?si=xyz", "https://youtu.be/abc"),
        ("https://www.youtube.com/watch?v=abc&feature=share&t=5", "https://www.youtube.com/watch?v=abc&t=5"),
        ("www.example.org/a?gclid=1", "www.example.org/a"),
    ],
)
def test_tracking_falls_away_and_the_ranges_say_what(address: str, clean: str) -> None:
    found = untracked(address)
    assert found.address == clean
    kept = "".join(
        address[start:end]
        for start, end in zip(
            [0, *(b for _, b in found.cut)], [*(a for a, _ in found.cut), None], strict=True
        )
    )
    assert kept == clean
    assert untracked(clean).address == clean


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/?p=123",
        "https://example.org/?id=5&page=2&ref=home&source=feed&t=1",
        "https://www.youtube.com/watch?v=abc",
        "https://example.org/?si=1&feature=2",
        "https://web.archive.org/web/2020/https://example.com/X?utm_source=a",
        "https://en.wikipedia.org/wiki/Foo_(bar)#History",
        "https://example.org/a?B=2&a=1&%20",
    ],
)
def test_nothing_else_is_touched(address: str) -> None:
    assert untracked(address).address == address
    assert target(address) == ""


@pytest.mark.parametrize(
    ("address", "leads_to"),
    [
        ("https://www.google.com/amp/s/amp.example.com/a?b=1", "https://amp.example.com/a?b=1"),
        ("https://google.co.uk/amp/example.com/a", "http://example.com/a"),
        ("https://example-com.cdn.ampproject.org/c/s/example.com/a.html", "https://example.com/a.html"),
        ("https://www.google.com/url?sa=t&url=https%3A%2F%2Fexample.org%2Fb&usg=1", "https://example.org/b"),
        ("https://l.facebook.com/l.php?u=https%3A%2F%2Fexample.org%2Fa&h=1", "https://example.org/a"),
        (
            "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fa.org%2F&data=1",
            "https://a.org/",
        ),
        ("https://www.google.com/search?q=https://example.org", ""),
        ("https://l.facebook.com/l.php?u=javascript%3Aalert", ""),
        ("https://example.org/redirect?url=https://example.com", ""),
    ],
)
def test_redirectors_lead_to_their_target(address: str, leads_to: str) -> None:
    assert target(address) == leads_to


def test_amp_forms_are_only_recognised() -> None:
    amp = ["https://amp.example.org/a", "https://example.org/a/amp", "https://example.org/a.amp.html"]
    assert all(map(is_amp, [*amp, "https://example.org/a?amp=1"]))
    assert not any(
        map(is_amp, ["https://example.org/ampere", "https://example.org/amp-city", "https://lamp.org"])
    )


def test_what_a_host_of_amp_forms_says_needs_not_be_asked_for() -> None:
    assert untracked("https://amp.example.org/a?amp=1").address == "https://amp.example.org/a"
    assert untracked("https://amp.example.org/a?id=2&amp=1").address == "https://amp.example.org/a?id=2"
    assert untracked("https://example.org/a?amp=1").address == "https://example.org/a?amp=1"


@pytest.mark.parametrize(
    "bad", ["?" + "&" * 1_000_000, "/amp/" * 200_000, "#" * 1_000_000, "?utm_" + "a=1&" * 250_000]
)
def test_a_long_bad_address_is_read_in_one_go(bad: str) -> None:
    assert untracked(f"https://example.org{bad}").address
    assert target(f"https://www.google.com{bad}") is not None
