#!/usr/bin/env bash
# Makes .venv with a Python that is new enough, or prints what is missing and how to get it.
set -euo pipefail
cd "$(dirname "$0")/.."

new_enough='import sys; sys.exit(sys.version_info < (3, 11))'

if .venv/bin/python -c "$new_enough" >/dev/null 2>&1 && .venv/bin/python -m pip --version >/dev/null 2>&1; then
    exit 0
fi

for name in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
    if "$name" -c "$new_enough" >/dev/null 2>&1; then
        python=$name
        break
    fi
done

if [ -z "${python:-}" ]; then
    cat >&2 <<TEXT
Python 3.11 or newer is needed; found: $(python3 --version 2>/dev/null || echo none). To get it:
  Debian 12, Ubuntu 24.04   sudo apt-get install python3 python3-venv
  Fedora                    sudo dnf install python3
  macOS                     brew install python
  elsewhere                 https://www.python.org/downloads/
If it is there under another name: make site PYTHON=/path/to/python3
TEXT
    exit 1
fi

if ! "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
    cat >&2 <<TEXT
$("$python" --version) is there, but it can't make a virtual environment (venv or ensurepip is missing).
  Debian, Ubuntu   sudo apt-get install python3-venv
  elsewhere        install Python from https://www.python.org/downloads/
TEXT
    exit 1
fi

rm -rf .venv
"$python" -m venv .venv
