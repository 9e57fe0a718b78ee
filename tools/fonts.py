"""Makes `build/fonts/`: the letters of pages as files that a PDF can carry.

Browsers take Noto Sans as variable fonts cut by script; a PDF wants one plain font for a weight. So
each cut is set to the weight, and the cuts of one script family are put together. Runs in the
virtual environment, because fontTools is a package of the site.
"""

import logging
import shutil
import sys
from pathlib import Path

from tools.steps import BUILD, NODE_MODULES, ROOT, VENV, digest, once, run, say

FONTS = BUILD / "fonts"
HOME = NODE_MODULES / "@fontsource-variable"
WEIGHTS = {"regular": 400, "bold": 650}
# In the order in which a letter that several cuts have is taken.
FACES = {
    "noto-sans": ("latin", "latin-ext", "vietnamese", "cyrillic", "cyrillic-ext", "greek"),
    "noto-sans-arabic": ("arabic",),
}


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
            _make(face, cuts, weight, target / f"{face}-{name}.ttf")
        shutil.copy(HOME / face / "LICENSE", target / f"{face}-LICENSE.txt")


def _make(face: str, cuts: tuple[str, ...], weight: int, target: Path) -> None:
    from fontTools.merge import Merger
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    # Tells of every table that it drops; none of them matters on paper.
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    parts = []
    for cut in cuts:
        font = TTFont(HOME / face / "files" / f"{face}-{cut}-wght-normal.woff2")
        plain = instantiateVariableFont(font, {"wght": weight})
        plain.flavor = None
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
