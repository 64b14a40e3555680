#!/usr/bin/env bash
# Finds a Chromium for the browser tests, or installs Debian's where no question has to be asked.
set -euo pipefail

names="chromium chromium-browser google-chrome google-chrome-stable"

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

find_browser && exit 0

# Root may install, and a CI runner through sudo. Ubuntu's package has another name and needs snap.
as_root=
[ "$(id -u)" = 0 ] || as_root="sudo -n"
may_install() { [ -z "$as_root" ] || { [ "${CI:-}" = true ] && $as_root true 2>/dev/null; }; }

if command -v apt-get >/dev/null 2>&1 && may_install; then
    echo "Installing Debian's chromium for the browser tests"
    apt="$as_root env DEBIAN_FRONTEND=noninteractive apt-get"
    $apt update -qq
    $apt install -y -qq --no-install-recommends chromium fonts-dejavu-core >/dev/null ||
        $apt install -y -qq --no-install-recommends chromium-browser fonts-dejavu-core >/dev/null
    find_browser && exit 0
fi

cat >&2 <<'TEXT'
The browser tests need Chromium or Chrome, and none was found. Install one:
  Debian, Ubuntu   sudo apt-get install chromium   (Ubuntu: chromium-browser)
  Fedora           sudo dnf install chromium
  macOS            brew install --cask chromium
or set CHROMIUM to the path of one that is there.
TEXT
exit 1
