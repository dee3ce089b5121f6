@echo off
rem Take the figures of tests/bench.
setlocal
set "PYTHONUTF8=1"
for %%V in (3.11 3.12 3.13 3.14) do (
    py -%%V -c "import venv" >nul 2>nul
    if not errorlevel 1 (
        set "QUANDIAN_PY=py -%%V"
        goto found
    )
)
python -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul
if not errorlevel 1 (
    set "QUANDIAN_PY=python"
    goto found
)
echo Quandian needs Python 3.11 or newer. Install it from the Microsoft Store or python.org, then run this again.
exit /b 1
:found
%QUANDIAN_PY% "%~dp0launch.py" bench %*
exit /b %errorlevel%
