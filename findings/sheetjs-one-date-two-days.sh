#!/bin/sh
# SheetJS writes one JavaScript date into an .xlsx and an .ods file on two different days.
#
# A person in Nairobi saves 3 May 2021 with xlsx 0.18.5, the newest release in the registry of npm.
# Expected: both files hold 3 May 2021, as the specifications of both formats know dates without a
# time zone. Seen: the .xlsx holds 3 May 2021 and 16 seconds, since the local time before 1928 was
# odd by as much; the .ods holds 2 May 2021, 21:00, which is the same moment in UTC.
# Exits 0 while it is so, 1 when that has changed.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null 2>&1
npm install --silent --no-audit --no-fund xlsx@0.18.5 >/dev/null 2>&1
cat > write.cjs <<'JS'
const xlsx = require("xlsx");
const sheet = xlsx.utils.aoa_to_sheet([[new Date(2021, 4, 3)]], { cellDates: true });
for (const type of ["xlsx", "ods"]) {
  const book = xlsx.utils.book_new();
  xlsx.utils.book_append_sheet(book, sheet, "Data");
  xlsx.writeFile(book, "date." + type, { bookType: type, cellDates: type === "ods" });
}
console.log("xlsx (SheetJS)", xlsx.version);
JS
TZ=Africa/Nairobi node write.cjs
python3 - <<'PY'
import datetime
import re
import sys
import zipfile

sheet = zipfile.ZipFile("date.xlsx").read("xl/worksheets/sheet1.xml").decode()
serial = float(re.search(r"<v>([\d.]+)</v>", sheet)[1])
in_xlsx = datetime.datetime(1899, 12, 30) + datetime.timedelta(days=serial)
in_xlsx = in_xlsx.replace(microsecond=0) if in_xlsx.microsecond < 500000 else in_xlsx
content = zipfile.ZipFile("date.ods").read("content.xml").decode()
in_ods = re.search(r'office:date-value="([^"]+)"', content)[1]
print("written:     3 May 2021, 00:00 in Nairobi")
print("in the .xlsx:", in_xlsx.isoformat(" "))
print("in the .ods: ", in_ods)
sys.exit(0 if in_xlsx.date().isoformat() != in_ods[:10] else 1)
PY
