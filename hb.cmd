@echo off
rem The commands of the book on Windows: "hb grade 01" is "deno task grade 01". See hb, which a test compares with this.
setlocal
set "HB_COMMAND=.\hb"
if "%~1"=="" goto list
if "%~1"=="-h" goto list
if "%~1"=="--help" goto list
set /p wanted=<"%~dp0.deno-version"
set need=0
set have=0
set "given=neither"
for /f "tokens=1-3 delims=." %%a in ("%wanted%") do set /a need=%%a*1000000+%%b*1000+%%c
for /f "tokens=2-4 delims=. " %%a in ('deno --version 2^>nul ^| findstr /b /c:"deno "') do (
  set /a have=%%a*1000000+%%b*1000+%%c
  set "given=Deno %%a.%%b.%%c"
)
if %have% geq %need% goto own
where npx >nul 2>nul
if errorlevel 1 goto neither
rem npx is silent while it fetches some 40 MB.
if not exist "%~dp0.cache\" echo Fetching Deno %wanted% with npx; this is needed once 1>&2
rem The arguments stand here as they were given, with their quotes: no variable could hold each of them.
call npx -y "deno@%wanted%" task --quiet --config "%~dp0deno.json" %*
exit /b %errorlevel%
:own
deno task --quiet --config "%~dp0deno.json" %*
exit /b %errorlevel%
:list
call "%~f0" commands
exit /b %errorlevel%
:neither
echo Cannot run %1 because Deno %wanted% or later, or Node.js with npm, must be on the PATH: given %given% 1>&2
exit /b 127
