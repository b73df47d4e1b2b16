def log = new File(basedir, 'build.log').text
// Each version twice, TcpUnit declared before JUnit and after it.
['5.10.5', '5.12.2', '5.13.4', '5.14.4', '6.0.3', '6.1.3'].each {
  assert log.count("captured with JUnit $it, ") == 4
}
def modules = basedir.listFiles().findAll { it.name.startsWith('junit-') }
assert modules.size() == 12
modules.each {
  def suite = new groovy.xml.XmlSlurper().parse(new File(it, 'target/surefire-reports/TEST-it.CapturedTest.xml'))
  assert suite.@tests == '3' && suite.@skipped == '0' && suite.@failures == '0' && suite.@errors == '0'
}
assert log.count('BUILD SUCCESS') == 1
// No user is told what our libraries have to say of loggers.
assert !log.contains('SLF4J')
