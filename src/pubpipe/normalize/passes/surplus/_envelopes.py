"""The lines of a letter or of a list's digest -> those that its machines wrote, and that no reader needs."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Over the text of a letter stand no more lines than this.
_HEAD = 8
_LEAST = 3
_SUBJECT = re.compile(
    r"(?:subject|betreff|objet|asunto|assunto|oggetto|onderwerp|тема|件名|主题)\s*[:：]\s*\S", re.I
)
_ENVELOPE = re.compile(
    r"(?:to|cc|bcc|reply-to|an|à|para|a|aan|кому|宛先|收件人)\s*[:：]\s*[^@]{0,80}@\S"
    r"|(?:message-id|in-reply-to|references|mime-version|content-type|content-transfer-encoding|list-id|return-path"
    r"|received|x-mailer|user-agent)\s*:\s*\S",
    re.I,
)
_FIELD = re.compile(r"(?:message|date|from|sent|subject)\s*:\s*\S", re.I)
# What GNU Mailman sets before and behind the letters of a digest.
_OPENS = re.compile(r"Send .{1,80} mailing list submissions to", re.I)
_CLOSES = re.compile(r"End of .{1,80} Digest(?:, Vol \d{1,4}, Issue \d{1,4})?", re.I)
_SAID = re.compile(
    r"To (?:un)?subscribe(?: or unsubscribe)? via (?:the World Wide Web, visit|email.{0,80})"
    r"|or, via email, send a message with subject or body 'help' to"
    r"|You can reach the person managing the list at"
    r"|When replying, please edit your Subject line so it is more specific than \"?Re: Contents of .{1,80}"
    r"|Subject: Digest Footer|[*_]{8,120}",
    re.I,
)
_NAME = re.compile(r".{1,60} mailing list(?:\s.{0,120})?", re.I)
_ADDRESS = re.compile(r"<?(?:https?://\S+|[^\s@<>]+@[^\s@<>]+\.\w+)>?")


def machine_lines(texts: list[str]) -> Iterator[int]:
    """Yield the numbers of the lines that say to whom a letter went, and what its machines say.

    They stand beside the subject at the head of one letter, or, in a digest that says that it is one, at the
    head of each.
    """
    head = texts[:_HEAD]
    if any(_SUBJECT.match(text) for text in head):
        yield from (n for n, text in enumerate(head) if _ENVELOPE.match(text))
    if any(_OPENS.fullmatch(text) for text in head) or any(
        _CLOSES.fullmatch(text) for text in texts[-_HEAD:]
    ):
        yield from _of_digest(texts)


def _of_digest(texts: list[str]) -> Iterator[int]:
    first = 0
    for n, text in enumerate((*texts, "")):
        if _FIELD.match(text) or _ENVELOPE.match(text):
            continue
        if n - first >= _LEAST:
            yield from (k for k in range(first, n) if _ENVELOPE.match(texts[k]))
        first = n + 1
    footer = next(
        (n for n, text in enumerate(texts) if text.casefold() == "subject: digest footer"), len(texts)
    )
    for n, text in enumerate(texts):
        before = texts[n - 1] if n else ""
        around = any(pattern.fullmatch(text) for pattern in (_OPENS, _CLOSES, _SAID))
        lead = _OPENS.fullmatch(before) or _SAID.fullmatch(before)
        if (
            around
            or (lead and _ADDRESS.fullmatch(text))
            or (n > footer and (_NAME.fullmatch(text) or _ADDRESS.fullmatch(text)))
        ):
            yield n
