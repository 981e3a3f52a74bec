"""`python -m fairlead_engine.cli`."""

import sys

from fairlead_engine.cli import main

if __name__ == "__main__":
    sys.exit(main())
