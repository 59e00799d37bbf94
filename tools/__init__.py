"""The set-up behind `make`: the standard library alone, for it runs before anything is installed."""
