"""Edition -> Rendering: one module a format, each with one function ``render``; formats do not know one another."""
