"""Makes `build/fonts/`: the letters of pages as files that a PDF can carry.

Browsers take Noto Sans as variable fonts cut by script; a PDF wants one plain font for a weight. So
each cut is set to the weight, and the cuts of one script family are put together. Runs in the
virtual environment, because fontTools is a package of the site.
"""

import json
import logging
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tools.steps import BUILD, NODE_MODULES, ROOT, VENV, digest, once, run, say

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

FONTS = BUILD / "fonts"
HOME = NODE_MODULES / "@fontsource-variable"
WEIGHTS = {"regular": 400, "bold": 650}
LATIN, ARABIC = "noto-sans", "noto-sans-arabic"
# By face, its cuts: package and script, in the order in which a letter that several have is taken.
FACES = {
    LATIN: tuple(
        (LATIN, script)
        for script in ("latin", "latin-ext", "vietnamese", "cyrillic", "cyrillic-ext", "greek")
    ),
    ARABIC: ((ARABIC, "arabic"),),
    # For pictures, in which a line has one font.
    f"{ARABIC}-latin": ((ARABIC, "arabic"), (LATIN, "latin")),
}
# Chinese has more letters than a document should carry: its cuts stay apart, and a document takes
# those it needs. One weight, as boldness is not how Chinese stresses.
PIECEMEAL = "noto-sans-sc"


def fonts() -> None:
    """Bring `build/fonts/` up to date; a step of set-up."""

    def make() -> None:
        say("Setting the fonts of the report card")
        run(
            *(VENV / "bin" / "python", "-m", "tools.fonts", FONTS),
            sorry="The fonts could not be set; remove node_modules and start again.",
        )

    once(BUILD / ".fonts", digest(ROOT / "package-lock.json", Path(__file__)), make)


def make_all(target: Path) -> None:
    """Every face in every weight, and the licence that asks to be passed on with them."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    for face, cuts in FACES.items():
        for name, weight in WEIGHTS.items():
            _make(cuts, weight, target / f"{face}-{name}.ttf")
    for face in (LATIN, ARABIC):
        shutil.copy(HOME / face / "LICENSE", target / f"{face}-LICENSE.txt")
    _make_pieces(PIECEMEAL, target / PIECEMEAL)
    shutil.copy(HOME / PIECEMEAL / "LICENSE", target / f"{PIECEMEAL}-LICENSE.txt")


def _make_pieces(face: str, folder: Path) -> None:
    """Every numbered cut as a file of its own, and which letters each of them has."""
    folder.mkdir()
    letters = {}
    for cut in sorted((HOME / face / "files").glob(f"{face}-*-wght-normal.woff2")):
        number = cut.name.removeprefix(f"{face}-").split("-")[0]
        if number.isdigit():
            font = _plain(cut, WEIGHTS["regular"])
            font.recalcTimestamp = False
            font.save(folder / f"{number}.ttf")
            letters[number] = "".join(map(chr, sorted(font.getBestCmap())))
    index = json.dumps(letters, ensure_ascii=False, sort_keys=True)
    (folder / "letters.json").write_text(index, encoding="utf-8")


def _plain(file: Path, weight: int) -> "TTFont":
    """One cut of a variable font at a weight."""
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    # Tells of every table that it drops; none of them matters on paper.
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    plain = instantiateVariableFont(TTFont(file), {"wght": weight})
    plain.flavor = None
    return plain


def _make(cuts: tuple[tuple[str, str], ...], weight: int, target: Path) -> None:
    from fontTools.merge import Merger
    from fontTools.ttLib import TTFont

    parts = []
    for face, cut in cuts:
        plain = _plain(HOME / face / "files" / f"{face}-{cut}-wght-normal.woff2", weight)
        part = target.with_suffix(f".{cut}.ttf")
        plain.save(part)
        parts.append(part)
    whole = Merger().merge([str(part) for part in parts]) if len(parts) > 1 else TTFont(parts[0])
    whole.recalcTimestamp = False  # the same packages give the same bytes
    whole.save(target)
    whole.close()
    for part in parts:
        part.unlink()


if __name__ == "__main__":
    make_all(Path(sys.argv[1]))
