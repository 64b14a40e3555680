# To be sourced: installs packages of Debian and Ubuntu where no question has to be asked: for root, and for a CI runner through sudo.

may_install() {
    command -v apt-get >/dev/null 2>&1 || return 1
    as_root=
    [ "$(id -u)" = 0 ] || as_root="sudo -n"
    apt="$as_root env DEBIAN_FRONTEND=noninteractive apt-get"
    [ -z "$as_root" ] || { [ "${CI:-}" = true ] && $as_root true 2>/dev/null; }
}
try_to_install() { $apt install -y -qq --no-install-recommends "$@" >/dev/null; }
install() { try_to_install "$@" || { $apt update -qq && try_to_install "$@"; }; }
