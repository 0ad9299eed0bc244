@echo off
rem dream PHOTO... = reverie dream PHOTO...
call "%~dp0reverie.cmd" dream %*
exit /b %errorlevel%
