"""`python -m benchmarks.probes NAME JSON`: open the site of PENDOPO_DATA and run one probe on it."""

import importlib
import json
import os
import sys


def main(argv: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pendopo.site.settings")
    import django

    django.setup()
    probe = importlib.import_module(f"benchmarks.probes.{argv[0]}")
    found = probe.run(**json.loads(argv[1]))
    print(json.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
