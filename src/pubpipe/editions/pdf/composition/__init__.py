"""WeasyPrint's lines and blocks -> the same as a compositor would set them: on the grid, without ladders and stubs."""
