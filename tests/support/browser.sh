#!/usr/bin/env bash
# Finds a Chromium for the browser tests, or installs Debian's where no question has to be asked. The build without windows
# (chromium-headless-shell) opens a page in half of the time.
set -euo pipefail
. "$(dirname "$0")/apt.sh"

names="chromium-headless-shell chromium chromium-browser google-chrome google-chrome-stable"

find_browser() {
    if [ -n "${CHROMIUM:-}" ]; then
        [ -x "$CHROMIUM" ] || { echo "CHROMIUM is set to $CHROMIUM, which can't be run" >&2; exit 1; }
        return 0
    fi
    for name in $names; do
        command -v "$name" >/dev/null 2>&1 && return 0
    done
    [ -x "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" ] || [ -x /Applications/Chromium.app/Contents/MacOS/Chromium ]
}

[ -n "${CHROMIUM:-}" ] && find_browser && exit 0
command -v chromium-headless-shell >/dev/null 2>&1 && exit 0

is_known() { apt-cache show "$1" >/dev/null 2>&1; }

# Ubuntu's package has another name and needs snap.
if may_install; then
    is_known chromium || $apt update -qq || true
    if is_known chromium-headless-shell; then
        echo "Installing Debian's chromium-headless-shell for the browser tests"
        install chromium-headless-shell fonts-dejavu-core || true
    fi
    find_browser && exit 0
    echo "Installing Debian's chromium for the browser tests"
    try_to_install chromium fonts-dejavu-core || try_to_install chromium-browser fonts-dejavu-core || true
fi
find_browser && exit 0

cat >&2 <<'TEXT'
The browser tests need Chromium or Chrome, and none was found. Install one:
  Debian, Ubuntu   sudo apt-get install chromium   (Ubuntu: chromium-browser)
  Fedora           sudo dnf install chromium
  macOS            brew install --cask chromium
or set CHROMIUM to the path of one that is there.
TEXT
exit 1
