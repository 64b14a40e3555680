#!/usr/bin/env bash
# Installs the Nu HTML checker for the tests where npm is there. Without it, the test that needs it is skipped and says so.
set -euo pipefail

folder=.cache/nu
cmp -s tests/nu/package-lock.json "$folder/package-lock.json" && [ -f "$folder/.installed" ] && exit 0
if ! command -v npm >/dev/null 2>&1; then
    echo "npm was not found: the test with the Nu HTML checker will be skipped" >&2
    exit 0
fi
mkdir -p "$folder"
cp tests/nu/*.json "$folder"
npm ci --prefix "$folder" --ignore-scripts --no-audit --no-fund --silent
touch "$folder/.installed"
