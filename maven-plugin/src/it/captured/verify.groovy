def reports = new File(basedir, 'target/surefire-reports').listFiles({ d, n -> n.endsWith('.xml') && n.startsWith('TEST-') } as FilenameFilter)
def tests = reports.collect { new groovy.xml.XmlSlurper().parse(it) }
assert tests.sum { it.@tests.toInteger() } == 1
assert tests.every { it.@skipped == '0' && it.@failures == '0' && it.@errors == '0' }
def check = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/tcpunit/check.json'))
assert check.results*.rule == ['hasCompletedHandshake', 'hasNoRetransmissions', 'acksCoverAllBytes', 'hasCleanFin']
assert check.results.every { it.outcome == 'HOLDS' && it.message == '' }
assert new File(basedir, 'target/tcpunit/report.txt').text.contains('100,000')
