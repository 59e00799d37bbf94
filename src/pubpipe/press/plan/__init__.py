"""Articles, formats, style and machine -> the editions to be made, where each goes, and what decides its bytes."""
