@echo off
rem Starts the learner's companion (dojo.cmd --help), after building it where its sources are newer than it is.
setlocal
where dotnet >nul 2>nul || (
    echo The companion needs the .NET SDK, and there is no dotnet in the PATH: https://dotnet.microsoft.com/download 1>&2
    exit /b 1
)
set "root=%~dp0"
set "program=%~dp0artifacts\learner\bin\tools\dojo\release\Dojo.dll"
set "sources='tools/dojo','katas/Finale/DigitSheet.cs','foundation','Directory.Build.props','Directory.Packages.props','global.json'"
powershell -NoProfile -Command "Set-Location $env:root; $built = (Get-Item $env:program -ErrorAction Ignore).LastWriteTime; exit [int](-not $built -or [bool](Get-ChildItem %sources% -Recurse -File | Where-Object LastWriteTime -gt $built))"
if errorlevel 1 (
    echo Building the dojo: fetching packages, then compiling two projects ... 1>&2
    dotnet build "%root%tools\dojo" --nologo -v quiet -clp:NoSummary -p:Solved=false 1>&2 || exit /b
    powershell -NoProfile -Command "(Get-Item $env:program).LastWriteTime = Get-Date"
)
rem with one processor, the JIT would wait longer for its last tier than a race takes
set DOTNET_TC_DelaySingleProcMultiplier=1
dotnet "%program%" %*
