#!/usr/bin/env bash
# Installs Debian's Firefox where no question has to be asked. Without Firefox, the tests in it are skipped and say so.
set -euo pipefail

find_firefox() { command -v firefox-esr >/dev/null 2>&1 || command -v firefox >/dev/null 2>&1; }

find_firefox && exit 0

as_root=
[ "$(id -u)" = 0 ] || as_root="sudo -n"
may_install() { [ -z "$as_root" ] || { [ "${CI:-}" = true ] && $as_root true 2>/dev/null; }; }

if command -v apt-get >/dev/null 2>&1 && may_install; then
    echo "Installing Debian's firefox-esr for the tests in Firefox"
    apt="$as_root env DEBIAN_FRONTEND=noninteractive apt-get"
    apt-cache show firefox-esr >/dev/null 2>&1 || $apt update -qq || true
    $apt install -y -qq --no-install-recommends firefox-esr >/dev/null || { $apt update -qq && $apt install -y -qq --no-install-recommends firefox-esr >/dev/null; } || true
fi
find_firefox || echo "Firefox was not found: the tests in it will be skipped" >&2
