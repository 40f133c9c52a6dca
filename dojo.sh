#!/bin/sh
# Starts the learner's companion (./dojo.sh --help), after building it where its sources are newer than it is.
root=$(cd "$(dirname "$0")" && pwd) || exit
program=$root/artifacts/dojo/bin/dojo/release/Dojo.dll
if [ ! -f "$program" ] || [ -n "$(cd "$root" && find dojo foundation solutions Directory.*.props global.json -newer "$program" | head -n 1)" ]; then
    echo 'Building the dojo ...' >&2
    dotnet build "$root/dojo" --nologo -v quiet '-clp:ErrorsOnly;NoSummary' -p:Solved=false --tl:off || exit
    touch "$program"
fi
exec dotnet "$program" "$@"
