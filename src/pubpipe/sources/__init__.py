"""Source lines and addresses -> source records and their labels."""
