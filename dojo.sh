#!/bin/sh
# Starts the learner's companion (./dojo.sh --help), after building it where its sources are newer than it is.
root=$(cd "$(dirname "$0")" && pwd -P) || exit   # -P: behind a symbolic link, the SDK loses references
program=$root/artifacts/learner/bin/tools/dojo/release/Dojo.dll
sources='tools/dojo katas/Finale foundation solutions Directory.Build.props Directory.Packages.props global.json'
if [ ! -f "$program" ] || [ -n "$(cd "$root" && find $sources -newer "$program" | head -n 1)" ]; then
    echo 'Building the dojo ...' >&2
    log=$(dotnet build "$root/tools/dojo" --nologo -v quiet -p:Solved=false --tl:off 2>&1) || { echo "$log" >&2; exit 1; }
    touch "$program"
fi
exec dotnet "$program" "$@"
