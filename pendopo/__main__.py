"""`python -m pendopo` is the command line."""

import sys

from pendopo.site.cli import main

sys.exit(main())
