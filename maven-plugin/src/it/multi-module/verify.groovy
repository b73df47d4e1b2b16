['one', 'two'].each { module ->
def reports = new File(basedir, "${module}/target/surefire-reports").listFiles({ d, n -> n.endsWith('.xml') && n.startsWith('TEST-') } as FilenameFilter)
def tests = reports.collect { new groovy.xml.XmlSlurper().parse(it) }
assert tests.sum { it.@tests.toInteger() } == 2
assert tests.every { it.@skipped == '0' && it.@failures == '0' && it.@errors == '0' }
}
return true
