"""An address -> the same address without what only tracks its readers, and the ranges that were taken off."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote

# Compiled by hand from the publishers' and networks' own documentation; never a name that may select content.
_LISTED = """
    _branch_match_id _ga _gl _hsenc _hsmi amp_gsa amp_js_v at_campaign at_format at_link_origin
    at_link_type at_medium cmpid dclid epik fbclid gbraid gclid gclsrc guccounter hsctatracking igsh
    igshid irclickid li_fat_id mbid mc_cid mc_eid mkt_tok msclkid ncid ns_campaign ns_fee ns_linkname
    ns_mchannel ns_source oly_anon_id oly_enc_id rb_clickid ref_src ref_url s_cid sc_campaign sfmc_id
    smid smtyp soc_src soc_trk sr_share srsltid taid trkcampaign ttclid twclid usqp vero_conv vero_id
    wbraid wprov wt_mc wt_zmc xtor yclid
"""
_NAMES = frozenset(_LISTED.split())
_PREFIXES = ("utm_", "guce_", "hsa_", "mtm_", "pk_", "piwik_", "at_custom")
_AT_HOSTS = {
    "youtu.be": ("si", "feature"),
    "youtube.com": ("si", "feature"),
    "open.spotify.com": ("si",),
}
_TEXT_FRAGMENT = ":~:text="
_HOST = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]{0,15}://)?(?:www\.)?([^/?#]*)", re.I)
_GOOGLE = re.compile(r"google\.(?:[a-z]{2,3}|com?\.[a-z]{2})")
_AMP_CACHE = re.compile(r"/(?:amp|[a-z]|[a-z]/s|amp/s)/([^/?#]+\.[a-z]{2,24}(?:[/?#].*)?)", re.I)
# Host, the beginning of the path, and the parameters of which one holds the target.
_REDIRECTORS = (
    ("l.facebook.com", "/l.php", ("u",)),
    ("lm.facebook.com", "/l.php", ("u",)),
    ("facebook.com", "/l.php", ("u",)),
    ("l.instagram.com", "/", ("u",)),
    ("youtube.com", "/redirect", ("q",)),
    ("out.reddit.com", "/", ("url",)),
    ("t.umblr.com", "/redirect", ("z",)),
    ("slack-redir.net", "/link", ("url",)),
    ("linkedin.com", "/redir/redirect", ("url",)),
    ("vk.com", "/away.php", ("to",)),
    ("duckduckgo.com", "/l/", ("uddg",)),
    ("safelinks.protection.outlook.com", "/", ("url",)),
)


@dataclass(frozen=True, slots=True)
class Untracked:
    """An address without its tracking; ``cut`` are the ranges of the original that were taken off."""

    address: str
    cut: tuple[tuple[int, int], ...] = ()


def untracked(address: str) -> Untracked:
    """Take tracking parameters and text fragments off an address, nothing else (NORMALIZER 1.6 `url_clean`)."""
    body, _, fragment = address.partition("#")
    # An archive's address holds that of its capture, to the letter.
    cut = [] if "://" in body[8:].partition("?")[0] else _parameters(body)
    at = fragment.find(_TEXT_FRAGMENT)
    if at >= 0:
        cut.append((len(body) + (1 + at if at else 0), len(address)))
    if not cut:
        return Untracked(address)
    kept: list[str] = []
    reached = 0
    for start, end in cut:
        kept.append(address[reached:start])
        reached = end
    return Untracked("".join([*kept, address[reached:]]), tuple(cut))


def target(address: str) -> str:
    """Return the address that a redirector or Google's AMP cache leads to, empty when it is neither."""
    host, rest = _split(address)
    path, _, query = rest.partition("?")
    if _GOOGLE.fullmatch(host) and path == "/url":
        return _from_query(query, ("q", "url"))
    if (_GOOGLE.fullmatch(host) and path.startswith("/amp/")) or host.endswith(".cdn.ampproject.org"):
        inside = _AMP_CACHE.match(rest)
        secure = "/s/" in rest[: inside.start(1)] if inside else False
        return f"{'https' if secure else 'http'}://{inside[1]}" if inside else ""
    for known, start, names in _REDIRECTORS:
        if (host == known or host.endswith(f".{known}")) and path.startswith(start):
            return _from_query(query, names)
    return ""


def is_amp(address: str) -> bool:
    """Tell whether an address looks like a page's AMP form, which may not outlive the page."""
    host, rest = _split(address)
    path, _, query = rest.partition("#")[0].partition("?")
    return (
        host.startswith("amp.")
        or path.rstrip("/").endswith(("/amp", ".amp.html", ".amp"))
        or "amp=1" in query.split("&")
        or "outputType=amp" in query.split("&")
    )


def _split(address: str) -> tuple[str, str]:
    match = _HOST.match(address)
    return (match[1].lower(), address[match.end() :]) if match else ("", address)


def _parameters(body: str) -> list[tuple[int, int]]:
    """The ranges of tracking parameters, each with the one ``&`` or ``?`` that becomes idle without it."""
    path, mark, query = body.partition("?")
    if not mark:
        return []
    host = _split(body)[0]
    local = {n for known, names in _AT_HOSTS.items() if f".{host}".endswith(f".{known}") for n in names}
    # Such a host has nothing but AMP forms, whatever the query asks for.
    local |= {"amp"} if host.startswith("amp.") else set()
    segments: list[tuple[int, int, bool]] = []
    at = len(path) + 1
    for segment in query.split("&"):
        name = segment.partition("=")[0].removeprefix("amp;").lower()
        segments.append((at, at + len(segment), _tracks(name) or name in local))
        at += len(segment) + 1
    if all(dropped for _, _, dropped in segments):
        return [(len(path), len(body))]
    cut: list[tuple[int, int]] = []
    kept_before = False
    for start, end, dropped in segments:
        if dropped:
            cut.append((start - 1, end) if kept_before else (start, end + 1))
        kept_before = kept_before or not dropped
    return cut


def _tracks(name: str) -> bool:
    return name in _NAMES or name.startswith(_PREFIXES)


def _from_query(query: str, names: tuple[str, ...]) -> str:
    for segment in query.partition("#")[0].split("&"):
        name, _, value = segment.partition("=")
        address = unquote(value)
        if name.removeprefix("amp;") in names and address.startswith(("http://", "https://")):
            return address
    return ""
