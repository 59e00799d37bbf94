"""What a book holds and what is known of it -> the bytes of an EPUB 3.3: package document, NCX, metadata."""
