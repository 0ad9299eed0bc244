@echo off
rem stylize PHOTO... --style IMAGE = reverie stylize PHOTO... --style IMAGE
call "%~dp0reverie.cmd" stylize %*
exit /b %errorlevel%
