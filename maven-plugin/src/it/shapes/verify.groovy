// What Surefire reports of each test: its name, and how and with which words it ended.
def results = { String run ->
  def folder = new File(basedir, "reports/$run")
  folder.listFiles().findAll { it.name ==~ /TEST-.*\.xml/ }.collectEntries { file ->
    def suite = new groovy.xml.XmlSlurper().parse(file)
    def tests = suite.testcase.collect { test ->
      def ends = test.children().findAll { it.name() in ['failure', 'error', 'skipped'] }
      "${test.@classname} ${test.@name} ${ends.collect { [it.name(), it.@type.text(), it.@message.text()] }}".toString()
    }
    // Its order is drawn.
    [suite.@name.text(), suite.@name == 'it.RandomOrderTest' ? tests.sort() : tests]
  }
}
def log = new File(basedir, 'build.log').text
['5.12.2', '5.14.4', '6.1.3', '5.14.4-coverage'].each { versions ->
  def plain = results("$versions-jvm")
  def forked = results("$versions-tests")
  def ofAll = forked.values().flatten()
  println "JUnit $versions: ${ofAll.size()} tests in ${forked.size()} classes, ${ofAll.count { !it.endsWith(' []') }} not green"
  assert plain.size() == 10
  plain.each { name, tests -> assert forked[name] == tests }
  assert forked.keySet() == plain.keySet()
  assert ofAll.any { it.endsWith(' []') && it.contains('KotlinTest') }
  assert ofAll.any { it.endsWith(' []') && it.contains('SpringTest') }
}
assert ['jvm', 'tests'].every { scope ->
  // Names of classes stand in it as they are.
  new File(basedir, "reports/5.14.4-coverage-$scope/jacoco.exec").getText('ISO-8859-1').contains('it/Upload')
}
