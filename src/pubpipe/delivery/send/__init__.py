"""Editions -> onto an e-reader that is mounted, into a folder, or to a reader's address."""
