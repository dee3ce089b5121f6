# Sourced by run and test: sets $python to a Python 3.11 or newer, or says what to install and ends the shell.
# A Python that can make virtual environments goes before one that cannot (Debian splits that into python3-venv).

python=
for probe in 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))' 'import sys; sys.exit(sys.version_info < (3, 11))'; do
    for candidate in "${QUANDIAN_PYTHON:-}" python3.11 python3.12 python3.13 python3.14 python3 python; do
        if [ -n "$candidate" ] && command -v "$candidate" >/dev/null 2>&1 && "$candidate" -I -c "$probe" >/dev/null 2>&1; then
            python=$candidate
            break 2
        fi
    done
done
if [ -z "$python" ]; then
    {
        echo '圈点需要 Python 3.11 或更新版本，本机没有找到。请先安装，再运行本命令。'
        echo 'Quandian needs Python 3.11 or newer; none was found. Install one, then run this command again.'
        echo '  Debian 12, Ubuntu 23.04+ :  apt-get install python3 python3-venv'
        echo '  Ubuntu 22.04             :  apt-get install python3.11 python3.11-venv'
        echo '  (QUANDIAN_PYTHON=/path/to/python3 to use one in another place)'
    } >&2
    exit 1
fi
