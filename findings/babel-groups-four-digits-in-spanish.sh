#!/bin/sh
# Babel writes 4582 as "4.582" in Spanish, where the CLDR wants no separator; so does half of ICU.
#
# The CLDR says for each language how many digits must stand before the first separator
# (minimumGroupingDigits): two in Spanish, so that 4582 has none and 12.345 has one. Expected:
# whatever reads the CLDR follows it. Seen: Babel 2.18.0 and the older class of ICU 77.1
# (NumberFormat in PyICU 2.15.2) write "4.582"; its newer class (NumberFormatter) writes "4582", and
# so does Intl.NumberFormat of Chromium 156. A page of a server and a chart that a browser labels
# write one number in two ways.
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
from babel.numbers import format_decimal

SPANISH = icu.Locale("es")
older = icu.NumberFormat.createInstance(SPANISH)
newer = icu.NumberFormatter.withLocale(SPANISH)
print("Babel", babel.__version__, "| ICU", icu.ICU_VERSION)
seen = {}
for number in (4582, 12345):
    seen[number] = [format_decimal(number, locale="es"), older.format(number), newer.formatInt(number)]
    print(number, "| Babel {} | NumberFormat {} | NumberFormatter {}".format(*seen[number]))
expected = {4582: ["4.582", "4.582", "4582"], 12345: ["12.345"] * 3}
sys.exit(0 if seen == expected else 1)
PY
