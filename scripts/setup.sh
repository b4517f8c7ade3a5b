#!/usr/bin/env bash
# Makes .venv from a lock. A copy of the lock inside is the stamp, so that a second call returns at once.
#   scripts/setup.sh run    what the product needs            (requirements.lock)
#   scripts/setup.sh test   that, and the tools of the tests  (requirements-dev.lock)
set -euo pipefail
cd "$(dirname "$0")/.."
cd "$(pwd -P)"

export PIP_DISABLE_PIP_VERSION_CHECK=1
venv="$PWD/.venv"
log=$(mktemp)
trap 'rm -f "$log"' EXIT

die() {
    printf '%s\n' "$@" >&2
    exit 1
}

new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

# An environment that was moved or copied keeps the old folder in its scripts.
usable() { grep -qsF "$venv" "$venv/bin/activate" && new_enough "$venv/bin/python"; }

find_python() {
    local name
    for name in python3 python3.14 python3.13 python3.12 python3.11 python; do
        if command -v "$name" >/dev/null && new_enough "$name"; then
            "$name" -c 'import sys; print(getattr(sys, "_base_executable", sys.executable))'
            return
        fi
    done
    die "Python 3.11 or newer was not found. On Debian or Ubuntu: apt-get install python3 python3-venv"
}

with_uv() {
    command -v uv >/dev/null || return 1
    if ! usable; then
        uv venv --quiet --clear --no-python-downloads --python "$python" "$venv" >>"$log" 2>&1 || return 1
    fi
    uv pip install --quiet --python "$venv/bin/python" --require-hashes -r "$1" >>"$log" 2>&1
}

with_pip() {
    if ! usable || ! "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
        "$python" -m venv --clear "$venv" >>"$log" 2>&1 || {
            rm -rf "$venv"
            die "This Python cannot make environments. On Debian or Ubuntu: apt-get install python3-venv"
        }
    fi
    "$venv/bin/python" -m pip install --quiet --no-compile --require-hashes -r "$1" >>"$log" 2>&1
}

case "${1:-}" in
    run) lock=requirements.lock ;;
    test) lock=requirements-dev.lock ;;
    *) die "Which environment? scripts/setup.sh run|test" ;;
esac

if usable && cmp -s "$lock" "$venv/$lock"; then
    exit 0
fi

echo "Preparing the environment in .venv from $lock (the first time takes up to a minute) ..."
python=$(find_python)
rm -f "$venv"/requirements*.lock
with_uv "$lock" || with_pip "$lock" || die "$(tail -n 20 "$log")" "The packages of $lock could not be installed: see above."
cp "$lock" "$venv/"
cp requirements.lock "$venv/" # what the tests need holds all that the product needs
echo "Environment ready in $SECONDS s."
