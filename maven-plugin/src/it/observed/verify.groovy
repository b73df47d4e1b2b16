def log = new File(basedir, 'build.log').text
def reports = new File(basedir, 'target/surefire-reports').listFiles({ d, n -> n.endsWith('.xml') && n.startsWith('TEST-') } as FilenameFilter)
def tests = reports.collect { new groovy.xml.XmlSlurper().parse(it) }
assert tests.sum { it.@tests.toInteger() } == 4
assert tests.every { it.@skipped == '0' && it.@failures == '0' && it.@errors == '0' }
// Nothing of the project names TcpUnit.
def sources = [new File(basedir, 'pom.xml')]
new File(basedir, 'src').eachFileRecurse { sources << it }
assert sources.every { it.directory || !it.text.toLowerCase().contains('tcpunit') }
// Both engines, the tests of one of which ran at the same time.
assert log.contains('TcpUnit observed 4 connections in 4 tests: 2 kinds of finding, 2 of them new')
assert log.contains('one of 2: it.ParallelTest.one, it.ParallelTest.two')
assert log =~ /new: hasCompletedHandshake, server: nothing listens .*: 1 connection in it\.OldTest\.is_refused/
assert log =~ /new: wasNotAborted: .*: 3 connections in it\.OldTest\.aborts; one of 2: /
assert !log.contains('not captured, TcpUnit is an extension of Jupiter')
// New findings are red if asked, unless they are accepted.
assert log.contains('TcpUnit observed findings that are not accepted:')
assert log.contains('TcpUnit observed 4 connections in 4 tests: 2 kinds of finding, 0 of them new')
assert log.count('BUILD FAILURE') == 1 && log.count('BUILD SUCCESS') == 2
