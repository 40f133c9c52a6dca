#!/bin/sh
# Starts the learner's companion (./dojo.sh --help), after building it where its sources are newer than it is.
root=$(cd "$(dirname "$0")" && pwd -P) || exit   # -P: behind a symbolic link, the SDK loses references
program=$root/artifacts/learner/bin/tools/dojo/release/Dojo.dll
command -v dotnet > /dev/null || {
    echo 'The companion needs the .NET SDK, and there is no dotnet in the PATH: https://dotnet.microsoft.com/download' >&2
    exit 1
}
sources='tools/dojo katas/Finale/DigitSheet.cs foundation Directory.Build.props Directory.Packages.props global.json'
if [ ! -f "$program" ] || [ -n "$(cd "$root" && find $sources -newer "$program" | head -n 1)" ]; then
    echo 'Building the dojo: fetching packages, then compiling two projects ...' >&2
    dotnet build "$root/tools/dojo" --nologo -v quiet -clp:NoSummary -p:Solved=false >&2 || exit
    touch "$program"
fi
# with one processor, the JIT would wait longer for its last tier than a race takes
export DOTNET_TC_DelaySingleProcMultiplier=1
exec dotnet "$program" "$@"
