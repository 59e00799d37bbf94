"""A folder -> torture.md in it with its pictures."""

import sys
from pathlib import Path

from tests.torture import write

print(write(Path(sys.argv[1])))
