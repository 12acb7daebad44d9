#!/bin/sh
# Make .venv in the repository and install exactly what the lock names, with uv where it is, else with venv and pip.
set -eu
cd "$(dirname "$0")/.."

for python in "${PYTHON:-python3}" python3.13 python3.12 python3.11 none; do
    if [ "$python" = none ]; then
        echo "jianguan needs Python 3.11, 3.12 or 3.13; found $(python3 --version 2>&1). Set PYTHON=/path/to/python3.12" >&2
        exit 2
    fi
    if "$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null; then break; fi
done

rm -rf .venv
if command -v uv >/dev/null 2>&1; then
    uv venv --quiet --python "$python" .venv
    # --compile-bytecode: else jieba's SyntaxWarnings reach the reader at the first import
    install="uv pip install --quiet --python .venv/bin/python --compile-bytecode"
else
    "$python" -m venv .venv
    install=".venv/bin/python -m pip install --quiet --disable-pip-version-check"
fi
# jieba comes as source: what builds it is pinned too, so it has to be there first
sed -n '/^setuptools==/,/^[^ ]*==/{/^setuptools==/p;/^ /p}' lib/requirements.lock > .venv/setuptools.lock
$install --require-hashes -r .venv/setuptools.lock
$install --no-build-isolation --require-hashes -r lib/requirements.lock
$install --no-build-isolation --no-deps -e ./lib
touch .venv/installed
