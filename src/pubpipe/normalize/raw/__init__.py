"""Raw text -> pieces: its layout is recognised, then cut and joined into paragraphs, verse, quotations and tables."""
