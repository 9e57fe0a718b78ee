#!/bin/sh
# sdmx1 (Python) drops the line breaks within a quoted cell of SDMX-CSV and joins the words.
#
# SDMX-CSV follows RFC 4180, where a quoted cell may hold line breaks. Expected: the comment "two",
# a line break, "lines" is read as it was written. Seen with sdmx1 2.28.0: "twolines", without a
# warning. Its reader splits the whole text with str.splitlines() before it reads cells.
# Exits 0 while it is so, 1 when that has changed.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check sdmx1==2.28.0 2>/dev/null
v/bin/python - <<'PY' 2>/dev/null
import sys

import sdmx
import sdmx.model.v21 as model

structure = model.DataStructureDefinition(id="D")
structure.dimensions.append(model.Dimension(id="AREA"))
structure.dimensions.append(model.Dimension(id="TIME_PERIOD"))
structure.measures.append(model.PrimaryMeasure(id="OBS_VALUE"))
structure.attributes.append(model.DataAttribute(id="COMMENT"))


def comment(text):
    """The comment of the one observation, as it is read."""
    with open("data.csv", "w", newline="") as file:
        file.write("STRUCTURE,STRUCTURE_ID,ACTION,AREA,TIME_PERIOD,OBS_VALUE,COMMENT\r\n")
        file.write(f'dataflow,X:D(1.0),I,X one,2020,1,"{text}"\r\n')
    (data,) = sdmx.read_sdmx("data.csv", structure=structure).data
    return data.obs[0].attached_attribute["COMMENT"].value


plain, broken = comment("one line"), comment("two\nlines")
print("sdmx1", sdmx.__version__)
print("expected:", repr("one line"), "and", repr("two\nlines"))
print("seen:    ", repr(plain), "and", repr(broken))
sys.exit(0 if (plain, broken) == ("one line", "twolines") else 1)
PY
