#!/bin/sh
# pycountry's search_fuzzy puts another State first for official names of the United Nations.
#
# Expected: for a name that a country has exactly, in ISO 3166 or as the United Nations writes it,
# the first answer of pycountry 26.2.16 is that country. Seen: "Republic of Korea" gives PRK, whose
# own name contains these words, and "Niger" gives NGA. Of the English names of the 193 members in
# the M49 list no other gives a wrong country first. lookup() answers NER for "Niger" and raises
# LookupError for "Republic of Korea": an error is seen, a wrong State is not.
# Exits 0 while it is so, 1 when that has changed.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check pycountry==26.2.16 2>/dev/null
v/bin/python - <<'PY'
import sys

import pycountry

SEEN = {"Republic of Korea": "PRK", "Niger": "NGA"}
first = {name: pycountry.countries.search_fuzzy(name)[0].alpha_3 for name in SEEN}
for name in SEEN:
    try:
        exact = pycountry.countries.lookup(name).alpha_3
    except LookupError:
        exact = "nothing"
    print(f"{name}: search_fuzzy gives {first[name]} first, lookup gives {exact}")
sys.exit(0 if first == SEEN else 1)
PY
