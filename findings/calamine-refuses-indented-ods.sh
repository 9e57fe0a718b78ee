#!/bin/sh
# python-calamine refuses an OpenDocument spreadsheet whose XML is indented between cells.
#
# White space between the elements of a table means nothing in OpenDocument; SheetJS 0.18.5 writes
# its .ods files indented so. Expected: the same values as without the white space. Seen with
# python-calamine 0.9.1: "Expecting 'table-cell', found 'Text(...)'", as if the file were damaged.
# Exits 0 while it is so, 1 when that has changed.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check python-calamine==0.9.1 2>/dev/null
npm init -y >/dev/null 2>&1
npm install --silent --no-audit --no-fund xlsx@0.18.5 >/dev/null 2>&1
node -e '
const xlsx = require("xlsx");
const book = xlsx.utils.book_new();
xlsx.utils.book_append_sheet(book, xlsx.utils.aoa_to_sheet([["State", "Year"], ["X one", 2020]]), "Data");
xlsx.writeFile(book, "indented.ods", { bookType: "ods" });'
v/bin/python - <<'PY'
import re
import sys
import zipfile
from importlib.metadata import version

from python_calamine import CalamineWorkbook


def rows(name):
    try:
        return CalamineWorkbook.from_path(name).get_sheet_by_index(0).to_python()
    except Exception as fault:
        return f"refused: {str(fault)[:90]}"


with zipfile.ZipFile("indented.ods") as given, zipfile.ZipFile("plain.ods", "w") as made:
    for name in given.namelist():
        data = given.read(name)
        made.writestr(name, re.sub(rb">\s+<", b"><", data) if name == "content.xml" else data)
plain, indented = rows("plain.ods"), rows("indented.ods")
print("python-calamine", version("python-calamine"))
print("without white space:", plain)
print("as SheetJS wrote it:", indented)
sys.exit(0 if isinstance(plain, list) and isinstance(indented, str) else 1)
PY
