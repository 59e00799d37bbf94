"""One document with everything that breaks editions -> its Markdown and pictures (``python -m tests.torture FOLDER``)."""

from tests.torture.document import NOTES, document, write
from tests.torture.pictures import pictures

__all__ = ["NOTES", "document", "pictures", "write"]
