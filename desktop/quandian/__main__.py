"""``python -m quandian``."""

import sys

from quandian.cli import main

if __name__ == "__main__":
    sys.exit(main())
