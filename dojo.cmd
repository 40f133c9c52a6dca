@echo off
rem Starts the learner's companion (dojo.cmd --help), after building it where its sources are newer than it is.
dotnet run --project "%~dp0tools\dojo" -p:Solved=false -- %*
