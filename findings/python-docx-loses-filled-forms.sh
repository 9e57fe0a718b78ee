#!/bin/sh
# python-docx leaves out what people filled into a form: text of content controls, and text that was
# inserted while changes are tracked.
#
# Official forms in Word mark the places to fill in as content controls (ECMA-376, part 1, 17.5.2);
# drafts that go round are edited with tracked changes (17.13.5). Word shows both texts in the cell.
# Expected: the text of a cell is what the cell shows. Seen with python-docx 1.2.0: both cells are
# empty, without any sign.
# Exits 0 while it is so, 1 when that has changed.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check python-docx==1.2.0 2>/dev/null
v/bin/python - <<'PY'
import sys
from importlib.metadata import version

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

document = docx.Document()
table = document.add_table(rows=1, cols=3)
table.rows[0].cells[0].text = "typed"
CONTROL = "<w:sdt {}><w:sdtContent><w:p><w:r><w:t>filled in</w:t></w:r></w:p></w:sdtContent></w:sdt>"
INSERTED = '<w:ins {} w:id="1" w:author="x"><w:r><w:t>inserted</w:t></w:r></w:ins>'
cell = table.rows[0].cells[1]._tc
cell.insert(len(cell) - 1, parse_xml(CONTROL.format(nsdecls("w"))))
table.rows[0].cells[2].paragraphs[0]._p.append(parse_xml(INSERTED.format(nsdecls("w"))))
document.save("form.docx")
shown = ["typed", "filled in", "inserted"]
read = [cell.text.strip() for cell in docx.Document("form.docx").tables[0].rows[0].cells]
print("python-docx", version("python-docx"))
print("the row shows:", shown)
print("it is read as:", read)
sys.exit(0 if read == ["typed", "", ""] else 1)
PY
