"""An open PDF -> its objects as Python has them, its glyphs as words, its sheets as pages; it judges nothing."""
