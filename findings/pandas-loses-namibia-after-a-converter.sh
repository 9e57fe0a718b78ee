#!/bin/sh
# pandas 3.1 looks for missing values after a converter has run: the code of Namibia is lost again.
#
# The ISO 3166 code of Namibia is NA. A known way to keep it was read_csv(converters={"iso2": str}):
# a converter gets the text and its answer is the value. Expected: "NA", as pandas 3.0.6 gives it.
# Seen with pandas 3.1.1: NaN, and the empty text is NaN too. country_converter 1.3.2, which reads
# its own table so, cannot be started any more; it allows every pandas from 1.0 on.
# With keep_default_na=False the text "NA" stays in both.
# Exits 0 while it is so, 1 when that has changed.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check \
    pandas==3.1.1 country_converter==1.3.2 2>/dev/null
v/bin/pip install --quiet --disable-pip-version-check --no-deps --target older pandas==3.0.6 \
    2>/dev/null
cat >read.py <<'PY'
import io

import pandas

TABLE = "iso2\tname\nNA\tNamibia\nKE\tKenya\n"


def read(**options):
    options = {"converters": {"iso2": str}, **options}
    return pandas.read_csv(io.StringIO(TABLE), sep="\t", **options)["iso2"].tolist()


try:
    from country_converter import CountryConverter

    known = CountryConverter().convert("Namibia", to="ISO2")
except TypeError as error:
    known = f"TypeError: {error}"
kept = read(keep_default_na=False)
print(f"pandas {pandas.__version__} | {read()} | {kept} | country_converter: {known}")
PY
new=$(v/bin/python read.py)
old=$(PYTHONPATH=older v/bin/python read.py)
printf '%s\n' "$old" "$new"
case $old in "pandas 3.0.6 | ['NA', 'KE'] | ['NA', 'KE'] | country_converter: NA") ;; *) exit 1 ;; esac
case $new in
"pandas 3.1.1 | [nan, 'KE'] | ['NA', 'KE'] | country_converter: TypeError: "*) ;;
*) exit 1 ;;
esac
