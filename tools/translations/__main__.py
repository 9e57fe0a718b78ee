"""The commands of the translations: ``python -m tools.translations COMMAND``.

See ``docs/translating.md``.
"""

import argparse
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from tools.steps import BUILD
from tools.translations import checking, compiling, coverage, pseudo, updating
from tools.translations.catalogues import FOLDER, PLURALS, BrokenCatalogue, messages
from tools.translations.extraction import SOURCES

Arguments = argparse.Namespace


def main(arguments: list[str]) -> int:
    """Run a command; returns its exit status."""
    try:
        return _COMMANDS[(chosen := _parser().parse_args(arguments)).command](chosen)
    except BrokenCatalogue as fault:
        print(fault, file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tools.translations", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("extract", help="count the English texts as they are now")
    commands.add_parser("update", help="write the catalogues anew for the present texts")
    check = commands.add_parser("check", help="check every catalogue and print the coverage")
    check.add_argument("--raise", dest="raises", action="store_true", help="raise the floors")
    commands.add_parser("compile", help="compile every catalogue, or none that is broken")
    for name, words in (("export", "write a spreadsheet"), ("import", "read one back")):
        command = commands.add_parser(name, help=f"{words} (CSV)")
        command.add_argument("language", choices=sorted(PLURALS))
        command.add_argument("file", type=Path)
    commands.add_parser("pseudo", help="compile a pretended language as French, to find gaps")
    return parser


def _extract(_arguments: Arguments) -> int:
    for domain, texts in SOURCES.items():
        print(f"{domain}: {sum(1 for _one in messages(texts()))} texts")
    return 0


def _update(_arguments: Arguments) -> int:
    updating.update()
    return 0


def _check(arguments: Arguments) -> int:
    found = list(coverage.coverage())
    if arguments.raises:
        coverage.raise_floors(found)
    for one in found:
        print(
            f"{one.language} {one.part}: {one.translated} of {one.texts} texts ({one.share} %),"
            f" {one.translated_words} of {one.words} words"
        )
    faults = checking.check_all()
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


def _compile(_arguments: Arguments) -> int:
    print(f"{len(compiling.compile_all())} catalogues compiled")
    return 0


def _export(arguments: Arguments) -> int:
    print(f"{updating.export_csv(arguments.language, arguments.file)} texts written")
    return 0


def _import(arguments: Arguments) -> int:
    faults = updating.import_csv(arguments.language, arguments.file)
    for fault in faults:
        print(fault, file=sys.stderr)
    print("Nothing was changed." if faults else "Imported.")
    return 1 if faults else 0


def _pseudo(_arguments: Arguments) -> int:
    pseudo.write(FOLDER)
    # Set-up compiles the real catalogue again.
    (BUILD / ".translations").unlink(missing_ok=True)
    print("Pages below /fr/ are in a pretended language until the next set-up.")
    return 0


_COMMANDS: Mapping[str, Callable[[Arguments], int]] = {
    "extract": _extract,
    "update": _update,
    "check": _check,
    "compile": _compile,
    "export": _export,
    "import": _import,
    "pseudo": _pseudo,
}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
