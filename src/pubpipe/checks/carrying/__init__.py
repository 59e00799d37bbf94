"""A source, an edition -> what each carries: its words in order, its structure, its links."""
