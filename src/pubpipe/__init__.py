"""pubpipe: articles as people have them -> a PDF, an EPUB, a text and a web edition, every word accounted for."""
