#!/usr/bin/env bash
# Installs the npm packages for the tests of each folder that is named, where npm is there. Without it, a test that needs one is
# skipped and says so.
set -euo pipefail
. "$(dirname "$0")/apt.sh"

if ! command -v npm >/dev/null 2>&1; then
    echo "npm was not found: the tests with the Nu HTML checker and gitlab-ci-local will be skipped" >&2
    exit 0
fi
for name in "$@"; do
    folder=.cache/$name
    cmp -s "tests/$name/package-lock.json" "$folder/package-lock.json" && [ -f "$folder/.installed" ] && continue
    mkdir -p "$folder"
    cp "tests/$name"/*.json "$folder"
    npm ci --prefix "$folder" --ignore-scripts --no-audit --no-fund --silent
    touch "$folder/.installed"
done

# gitlab-ci-local copies the project with rsync.
if ! command -v rsync >/dev/null 2>&1 && may_install; then
    install rsync || true
fi
command -v rsync >/dev/null 2>&1 || echo "rsync was not found: the test with gitlab-ci-local will be skipped" >&2
