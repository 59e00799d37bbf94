"""What several tests need: manuscripts, validators, a reader."""
