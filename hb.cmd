@echo off
rem The commands of the book on Windows: "hb grade 01" is "deno task grade 01". See hb.
setlocal
set /p wanted=<"%~dp0.deno-version"
set "HB_COMMAND=.\hb"
set need=0
set have=0
for /f "tokens=1-3 delims=." %%a in ("%wanted%") do set /a need=%%a*1000000+%%b*1000+%%c
for /f "tokens=2-4 delims=. " %%a in ('deno --version 2^>nul ^| findstr /b /c:"deno "') do set /a have=%%a*1000000+%%b*1000+%%c
set "task=%*"
if "%~1"=="" set "task=commands"
if "%~1"=="-h" set "task=commands"
if "%~1"=="--help" set "task=commands"
if %have% geq %need% goto own
where npx >nul 2>nul
if errorlevel 1 goto neither
call npx -y deno@%wanted% task --quiet --config "%~dp0deno.json" %task%
exit /b %errorlevel%
:own
deno task --quiet --config "%~dp0deno.json" %task%
exit /b %errorlevel%
:neither
echo Cannot run %task% because Deno %wanted% or later, or Node.js with npm, must be on the PATH: given neither 1>&2
exit /b 127
