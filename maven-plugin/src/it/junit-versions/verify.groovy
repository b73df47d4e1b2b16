def log = new File(basedir, 'build.log').text
// Each version twice, TcpUnit declared before JUnit and after it.
['5.10.5', '5.12.2', '5.13.4', '5.14.4', '6.0.3', '6.1.3'].each {
  assert log.count("captured with JUnit $it, ") == 4
}
assert log.count('BUILD SUCCESS') == 12
assert log.count('Tests run: 3, Failures: 0, Errors: 0, Skipped: 0') >= 12
// No user is told what our libraries have to say of loggers.
assert !log.contains('SLF4J')
