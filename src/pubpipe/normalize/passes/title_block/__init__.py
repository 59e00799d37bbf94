"""Passes over the head of an article: title, kicker, standfirst, byline, days, dateline, language."""
