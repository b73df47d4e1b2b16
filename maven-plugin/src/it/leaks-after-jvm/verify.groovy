def log = new File(basedir, 'build.log').text.replaceAll(/(\[ERROR\]|\s)+/, ' ')
// All tests pass, and the check behind them says what is open when their JVM has ended.
assert log.count('Tests run: 1, Failures: 0, Errors: 0, Skipped: 0') >= 2
assert log.indexOf('Tests run: 1, Failures: 0') < log.indexOf('BUILD FAILURE')
assert log =~ /to leave no connection of its tests open when it ends but 1 connection was not closed: 127\.0\.0\.1:\d+ > 127\.0\.0\.1:\d+, of it\.PooledUploadTest\.uploads: the client has not closed, though its peer has \(CLOSE-WAIT\)/
// The second run's shutdown hook closes the client.
assert log.indexOf('BUILD FAILURE') < log.indexOf('No connection was open at the end of the test JVM (tcpunit.leaks)')
assert log.count('BUILD FAILURE') == 1 && log.count('BUILD SUCCESS') == 1
