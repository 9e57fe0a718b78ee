#!/bin/sh
# ICU's Chinese (pinyin) collation gives each character one reading, whatever word it is in.
# Expected: 秘鲁 (Peru, read Bìlǔ) sorts between 比利时 (Bǐlìshí) and 冰岛 (Bīngdǎo).
# Seen: it sorts under mì, after 毛里求斯 (Máolǐqiúsī), because 秘 alone is read mì.
# Version: pyicu-wheels 2.15.2 (PyICU 2.15.2, ICU 77.1). Exit 0: still so. Exit 1: changed.
set -e
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -q pyicu-wheels==2.15.2 2>/dev/null
"$dir/venv/bin/python" - <<'PY'
import sys

import icu

names = ["比利时", "秘鲁", "冰岛", "毛里求斯", "墨西哥"]
order = sorted(names, key=icu.Collator.createInstance(icu.Locale("zh")).getSortKey)
print("PyICU", icu.VERSION, "ICU", icu.ICU_VERSION)
print("expected:", " ".join(names))
print("seen:    ", " ".join(order))
sys.exit(0 if order.index("秘鲁") > order.index("毛里求斯") else 1)
PY
