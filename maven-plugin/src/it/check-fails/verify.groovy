def log = new File(basedir, 'build.log').text
def reports = new File(basedir, 'target/surefire-reports').listFiles({ d, n -> n.endsWith('.xml') && n.startsWith('TEST-') } as FilenameFilter)
def tests = reports.collect { new groovy.xml.XmlSlurper().parse(it) }
assert tests.sum { it.@tests.toInteger() } == 1
assert tests.every { it.@skipped == '0' && it.@failures == '0' && it.@errors == '0' }
def check = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/tcpunit/check.json'))
assert check.captures == 1
assert check.results*.rule == [
  'hasCompletedHandshake', 'hasCleanFin', 'client(hasByteCountAtMost(100_000))',
  'follows(> S < S. > . ...)', 'hasConnectionCount(1)']
assert check.results*.outcome == ['HOLDS', 'VIOLATED', 'HOLDS', 'HOLDS', 'HOLDS']
assert check.results[1].message.contains('to have a clean FIN')
assert log.contains('5 verdicts: 4 HOLDS, 1 VIOLATED, 0 CANNOT_TELL')
// All tests have run before check fails; where violations are only warnings, nothing fails.
assert log.indexOf('Tests run: 1, Failures: 0') < log.indexOf('BUILD FAILURE')
assert log.indexOf('BUILD FAILURE') < log.indexOf('BUILD SUCCESS')
// The third and the fourth run find nothing to check.
assert log.count('No connection was checked: there is no capture in ') == 2
// The fifth run's tests are skipped: what the second has left is not judged again.
assert log.contains('Nothing is checked: tests were skipped')
assert log.contains('there is no setting tcpunit.failOnVioltion (on the command line); did you mean tcpunit.failOnViolation?')
assert log.count('BUILD FAILURE') == 3 && log.count('BUILD SUCCESS') == 3
