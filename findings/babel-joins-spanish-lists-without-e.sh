#!/bin/sh
# Babel joins Spanish lists with y and o before any word; ICU changes them before the same sound.
#
# Both read the patterns of the Unicode CLDR. Expected: the same list, "Francia e Italia", since
# Spanish has e in place of y before the sound i, and u in place of o before the sound o. Seen:
# Babel 2.18.0 writes "Francia y Italia" and "7 o 8"; ICU 77.1, as PyICU 2.15.2 brings it, and the
# browsers that build on it write "Francia e Italia" and "7 u 8". The rule is no pattern of the
# CLDR: ICU has it in its code. So a server with Babel and a script with Intl.ListFormat differ.
# Exits 0 while it is so, 1 when that has changed.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check babel==2.18.0 pyicu-wheels==2.15.2 2>/dev/null
v/bin/python - <<'PY'
import sys

import babel
import icu
from babel.lists import format_list

SPANISH = icu.Locale("es")
KINDS = {"standard": icu.UListFormatterType.AND, "or": icu.UListFormatterType.OR}


def joined(items, style):
    wide = icu.UListFormatterWidth.WIDE
    by_icu = icu.ListFormatter.createInstance(SPANISH, KINDS[style], wide).format(items)
    return str(format_list(items, style=style, locale="es")), str(by_icu)


countries, numbers = joined(["Francia", "Italia"], "standard"), joined(["7", "8"], "or")
same = joined(["Kenya", "Malta"], "standard")
print("Babel", babel.__version__, "| ICU", icu.ICU_VERSION)
for pair in (countries, numbers, same):
    print(" | ".join(pair))
seen = (("Francia y Italia", "Francia e Italia"), ("7 o 8", "7 u 8"))
sys.exit(0 if (countries, numbers) == seen and len(set(same)) == 1 else 1)
PY
