"""A line -> whether it belongs to a web page around an article: surely, only in company, or not at all."""

from __future__ import annotations

import functools
import re
from typing import Literal, TypeAlias

from pubpipe.normalize.phrases import lines, phrases

Chrome: TypeAlias = Literal["sure", "company", ""]

_LONGEST = 240
_SITES = (
    r"(?:facebook|twitter|x|instagram|linkedin|whatsapp|pinterest|reddit|telegram|tiktok|youtube|threads|bluesky"
    r"|mastodon|email|e-mail|google news|google|flipboard|vk|line|wechat|weibo"
    r"|вконтакте|одноклассники|телеграм|viber|ватсап|мой мир|дзен)"
)
_NAMES = ("chrome", "chrome-sharing", "chrome-near")
_AROUND = " \t|•·»›>→«‹<…:：.!?？！*–—-[]()【】▶►▼✉+"


def chrome(line: str) -> Chrome:
    """Return ``sure`` for a line that a page alone says, ``company`` for one that needs others like it near.

    Only whole lines count: an article may speak of newsletters and cookies.
    """
    if not line or len(line) > _LONGEST or "\n" in line:
        return ""
    folded = " ".join(line.casefold().split()).strip(_AROUND)
    if folded in phrases("chrome"):
        return "sure"
    if folded in phrases("chrome-sharing") or folded in phrases("chrome-near"):
        # ``Comment.`` is a sentence, if a short one.
        return "" if line.rstrip()[-1] in ".!?。" else "company"
    parts = [part.strip(_AROUND) for part in re.split(r"\s+[|•·]\s+", folded)]
    if len(parts) > 1 and all(any(part in phrases(name) for name in _NAMES) for part in parts):
        return "sure"
    if len(folded) > 5 and _pattern().fullmatch(folded):
        return "sure"
    is_open = line.rstrip()[-1] not in ".!?。؟।" and "://" not in line
    return "sure" if is_open and len(folded) > 9 and _open_pattern().fullmatch(folded) else ""


def lists_others(line: str) -> bool:
    """Tell whether a line stands over the titles of other articles, at the end of a page."""
    return len(line) <= 60 and " ".join(line.casefold().split()).strip(_AROUND) in phrases("chrome-lists")


def shares(line: str) -> bool:
    """Tell whether a line of one word asks to share, print or comment, as those at the end of pages do."""
    return " ".join(line.casefold().split()).strip(_AROUND) in phrases("chrome-sharing")


@functools.cache
def _open_pattern() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in lines("chrome-open")))


@functools.cache
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in lines("chrome-patterns")).replace("SITES", _SITES))
