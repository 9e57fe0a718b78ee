#!/bin/sh
# pandas.read_excel turns text cells of a workbook into numbers, flags and missing values.
#
# A cell of an .xlsx file says whether it holds a text or a number. A code such as 004 is written as
# text, so that its zeros stay. Expected: pandas 3.0.0 gives the text "004", for it reads typed cells
# and no CSV. Seen: 4, a column of integers; the text "true" is a flag; the text "None" is missing. It
# infers types from the texts of each column as if they came from a CSV file. With
# dtype=str, keep_default_na=False the texts are as they were written.
# Exits 0 while it is so, 1 when that has changed.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check pandas==3.0.0 openpyxl==3.1.5 2>/dev/null
v/bin/python - <<'PY'
import sys

import openpyxl
import pandas

book = openpyxl.Workbook()
sheet = book.active
for row in (["code", "word", "label"], ["004", "true", "None"], ["024", "false", "Some"]):
    sheet.append(row)
    for cell in sheet[sheet.max_row]:
        cell.data_type, cell.number_format = "s", "@"
book.save("codes.xlsx")

read = pandas.read_excel("codes.xlsx")
first = [read.code[0], read.word[0], read.label[0]]
as_text = pandas.read_excel("codes.xlsx", dtype=str, keep_default_na=False)
print("pandas", pandas.__version__)
print("written: ", ["004", "true", "None"], "all of them text cells")
print("read:    ", first, [str(each) for each in read.dtypes])
print("as text: ", as_text.iloc[0].tolist())
same = as_text.iloc[0].tolist() == ["004", "true", "None"]
sys.exit(0 if same and first[0] == 4 and first[1] == True and pandas.isna(first[2]) else 1)  # noqa: E712
PY
