#!/bin/sh
# Babel knows from CLDR that French and Spanish have three plural forms (one, many, other), but a
# catalogue that it makes for these languages has two. A message with three forms is written with
# two, without an error: the form for everything but one and whole millions is lost.
# Expected: three forms in the file, or an error. Exit 0 while the surprise is there, 1 if it changed.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check babel==2.18.0
"$folder/venv/bin/python" - <<'PYTHON'
import io
import sys

import babel
from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

print("Babel", babel.__version__)
lost = []
for language in ("fr", "es"):
    tags = sorted({*Locale.parse(language).plural_form.tags, "other"})
    catalogue = Catalog(locale=language)
    catalogue.add(("%(num)s file", "%(num)s files"), ("ONE", "MANY", "OTHER"))
    out = io.BytesIO()
    write_po(out, catalogue)
    written = [form for form in ("ONE", "MANY", "OTHER") if f'"{form}"' in out.getvalue().decode()]
    print(language, "forms by CLDR:", tags, "| forms given: 3 | forms written:", written)
    lost.append(len(tags) == 3 and written == ["ONE", "MANY"])
sys.exit(0 if all(lost) else 1)
PYTHON
