@echo off
rem Starts Reverie. Builds it first, with Maven, if it is not built.
rem JAVA_HOME says which JDK (17 or later); JAVA_OPTS adds JVM options, such as -Xmx8g.
rem REVERIE_JAR names a built jar, with its lib folder beside it, that is used as it is.
setlocal
set "root=%~dp0.."
set "jar=%root%\target\reverie.jar"
if defined REVERIE_JAR set "jar=%REVERIE_JAR%"
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"
if not exist "%jar%" if defined REVERIE_JAR (
  echo reverie: REVERIE_JAR is %jar%, which does not exist: unset it, or build there first 1>&2
  exit /b 3
)
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
rem The Unsafe option is for JDK 24 and later, which warn otherwise; JDK 22 and earlier pass over it.
"%java%" -XX:+UseSerialGC -Djava.awt.headless=true ^
  -Xms64m -XX:MaxNewSize=48m -XX:MinHeapFreeRatio=5 -XX:MaxHeapFreeRatio=10 -XX:-ShrinkHeapInSteps ^
  -XX:+IgnoreUnrecognizedVMOptions --sun-misc-unsafe-memory-access=allow ^
  %JAVA_OPTS% -jar "%jar%" %*
exit /b %errorlevel%
