#!/usr/bin/env bash
# Installs Debian's Firefox where no question has to be asked. Without Firefox, the tests in it are skipped and say so.
set -euo pipefail
. "$(dirname "$0")/apt.sh"

find_firefox() { command -v firefox-esr >/dev/null 2>&1 || command -v firefox >/dev/null 2>&1; }

find_firefox && exit 0
if may_install; then
    echo "Installing Debian's firefox-esr for the tests in Firefox"
    install firefox-esr || true
fi
find_firefox || echo "Firefox was not found: the tests in it will be skipped" >&2
