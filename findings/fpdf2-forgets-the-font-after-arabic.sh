#!/bin/sh
# fpdf2 draws the text after an Arabic one with the letters of another font, if both are set after one
# call of set_font.
#
# A document in Noto Sans has Noto Sans Arabic as a fallback font (set_fallback_fonts). In PDF a font
# that is chosen between q and Q is forgotten at Q (ISO 32000-1, 8.4.2). Expected: every text is drawn
# while its own font is in force. Seen with fpdf2 2.8.9: a cell that begins in the fallback font
# chooses the document's font and its own within one q and Q, and fpdf2 takes the document's font as
# chosen. The next cell is drawn with whatever was in force before, here with the font of a heading:
# "25%" comes out as other signs, without an error.
# Exits 0 while it is so, 1 when that has changed.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check fpdf2==2.8.9 fonttools==4.68.0 brotli==1.2.1 2>/dev/null
npm pack --silent @fontsource/noto-sans@5.2.10 @fontsource/noto-sans-arabic@5.2.10 >/dev/null
for archive in *.tgz; do
    mkdir "${archive%.tgz}.d"
    tar -xzf "$archive" -C "${archive%.tgz}.d"
done
v/bin/python - <<'PY'
import re
import sys
from glob import glob
from importlib.metadata import version

from fontTools.ttLib import TTFont
from fpdf import FPDF

for name, pattern in (
    ("latin", "*/package/files/noto-sans-latin-400-normal.woff2"),
    ("bold", "*/package/files/noto-sans-latin-700-normal.woff2"),
    ("arabic", "*/package/files/noto-sans-arabic-arabic-400-normal.woff2"),
):
    font = TTFont(glob(pattern)[0])
    font.flavor = None
    font.save(f"{name}.ttf")


def fonts_in_force(first):
    """The name of the font in force at each text that is drawn."""
    document = FPDF()
    document.set_compression(False)
    document.add_page()
    document.add_font("latin", "", "latin.ttf")
    document.add_font("latin", "B", "bold.ttf")
    document.add_font("arabic", "", "arabic.ttf")
    document.set_fallback_fonts(["arabic"], exact_match=True)
    names = {font.i: key for key, font in document.fonts.items()}
    document.set_font("latin", "B", 12)
    document.cell(40, 6, "heading")
    document.set_font("latin", "", 12)
    document.cell(40, 6, first)
    document.cell(40, 6, "25%")
    content = bytes(document.output()).split(b"stream\n", 1)[1].split(b"\nendstream", 1)[0]
    stack, font, drawn = [], None, []
    for token in re.findall(rb"\((?:\\.|[^\\)])*\)|/F(?:\d+) [\d.]+ Tf|\bTj\b|\bTJ\b|\bq\b|\bQ\b", content):
        if token == b"q":
            stack.append(font)
        elif token == b"Q":
            font = stack.pop()
        elif token.startswith(b"/F"):
            font = names[int(re.search(rb"\d+", token)[0])]
        elif token in (b"Tj", b"TJ"):
            drawn.append(font)
    return drawn


print("fpdf2", version("fpdf2"))
plain, after_arabic = fonts_in_force("word")[-1], fonts_in_force("\u0643\u0644\u0645\u0629")[-1]
print("25% after a Latin word is drawn with:", plain)
print("25% after an Arabic word is drawn with:", after_arabic)
sys.exit(0 if (plain, after_arabic) == ("latin", "latinB") else 1)
PY
