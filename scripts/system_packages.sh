#!/usr/bin/env bash
# What the tests need from the system: a Chromium, a PostgreSQL server and LibreOffice's Calc. On Debian as root they are installed;
# elsewhere it says which tests will be skipped. With SLP_NO_SKIPS set, anything missing is a failure.
set -euo pipefail
cd "$(dirname "$0")/.."

has_chromium() { command -v chromium || command -v chromium-browser || command -v google-chrome; }
has_postgresql() { command -v initdb || compgen -G '/usr/lib/postgresql/*/bin/initdb'; }
has_office() { command -v soffice; }
has_environments() { [ -x .venv/bin/python ] || command -v uv || python3 -c 'import ensurepip'; }

missing() {
    has_chromium >/dev/null || echo chromium
    has_postgresql >/dev/null || echo postgresql
    has_office >/dev/null || echo libreoffice-calc
    has_environments >/dev/null 2>&1 || echo python3-venv
}

mapfile -t packages < <(missing)
[ ${#packages[@]} -gt 0 ] || exit 0

if [ "$(id -u)" = 0 ] && grep -qs '^ID=debian$' /etc/os-release; then
    echo "Installing ${packages[*]} ..."
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends -o DPkg::Lock::Timeout=120 "${packages[@]}" >/dev/null
    mapfile -t packages < <(missing)
fi

for package in "${packages[@]}"; do
    case "$package" in
        chromium) echo "No Chromium here: the browser tests will be skipped." ;;
        libreoffice-calc) echo "No LibreOffice here: no test calculates our workbooks anew." ;;
        postgresql) echo "No PostgreSQL server here: the store and service tests run on SQLite alone." ;;
    esac
done
if [ ${#packages[@]} -gt 0 ] && [ -n "${SLP_NO_SKIPS:-}" ]; then
    echo "SLP_NO_SKIPS is set, so nothing may be skipped: install ${packages[*]}." >&2
    exit 1
fi
