"""``python -m tools.translations COMMAND``: see ``docs/translating.md``."""

import argparse
import sys

from tools.translations import catalogues, compiling


def main(arguments: list[str]) -> int:
    """Run a command; returns its exit status."""
    parser = argparse.ArgumentParser(prog="python -m tools.translations", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("compile", help="compile every catalogue, or none that is broken")
    commands.add_parser("extract", help="print how many texts there are to translate")
    parser.parse_args(arguments)
    try:
        done = compiling.compile_all()
    except catalogues.BrokenCatalogue as fault:
        print(fault, file=sys.stderr)
        return 1
    print(f"{len(done)} catalogues compiled")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
