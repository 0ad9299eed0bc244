@echo off
rem Starts Reverie. Builds it first, with Maven, if it is not built.
rem JAVA_HOME says which JDK (17 or later); JAVA_OPTS adds JVM options, such as -Xmx8g.
setlocal
set "root=%~dp0.."
set "jar=%root%\target\reverie.jar"
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"
if not exist "%jar%" (
  echo reverie: building ^(once; a minute or two, Maven downloads the libraries^) 1>&2
  pushd "%root%"
  call mvn -q -B -DskipTests package 1>&2
  if errorlevel 1 (
    popd
    echo reverie: the build failed; run "mvn -DskipTests package" to see more 1>&2
    exit /b 3
  )
  popd
)
"%java%" -XX:+UseSerialGC -Djava.awt.headless=true %JAVA_OPTS% -jar "%jar%" %*
exit /b %errorlevel%
