def log = new File(basedir, 'build.log').text
def tooOld = 'maven-surefire-plugin 2.12.4 runs no JUnit 5 test, and the build succeeds all the same.'
def noTest = 'no test ran: there is no report of one in ' + basedir
// The goals sandbox and check in the first run; sandbox, check and report in the second.
assert log.count(tooOld) >= 5
assert log.contains('No connection was checked: ' + noTest)
assert log.contains('[WARNING] ' + noTest)
assert log.contains('BUILD FAILURE') && log.contains('BUILD SUCCESS')
