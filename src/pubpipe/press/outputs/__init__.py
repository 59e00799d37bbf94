"""Results -> files in dist/ and the state, each whole or not at all, and none that is not ours touched."""
