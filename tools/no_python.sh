#!/bin/sh
# Says what to type where no supported Python was found; the Makefile calls it.
cat <<'END'
Stopped: Python 3.11, 3.12, 3.13 or 3.14 is needed, and none of them was found.

  Debian 12 or 13, Ubuntu 24.04:  sudo apt-get install python3 python3-venv
  macOS with Homebrew:            brew install python@3.13
  a Python in another place:      make run PYTHON=/path/to/python3.13
END
