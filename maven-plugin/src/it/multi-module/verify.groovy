['one', 'two'].each { module ->
def reports = new File(basedir, "${module}/target/surefire-reports").listFiles({ d, n -> n.endsWith('.xml') && n.startsWith('TEST-') } as FilenameFilter)
def tests = reports.collect { new groovy.xml.XmlSlurper().parse(it) }
assert tests.sum { it.@tests.toInteger() } == 2
assert tests.every { it.@skipped == '0' && it.@failures == '0' && it.@errors == '0' }
}

// One index of both modules' pages, in the folder of the topmost.
def report = new File(basedir, 'target/tcpunit/report')
def index = new File(report, 'index.html').text
['one', 'two'].each { module ->
  def page = "../../../${module}/target/tcpunit/report/it.PrivateNetworkTest/should_use_a_port_that_another_build_uses_too.html"
  assert index.contains("<h2>${module}</h2>")
  assert index.contains("href=\"${page}\"")
  assert new File(report, page).exists()
}

// The site of the topmost leads to copies of both modules' pages, with all that they lead to.
def site = new File(basedir, 'target/site')
def copies = new File(site, 'tcpunit')
assert new File(site, 'project-reports.html').text.contains('href="tcpunit/index.html"')
['one', 'two'].each { module ->
  def page = "${module}/report/it.PrivateNetworkTest/should_use_a_port_that_another_build_uses_too.html"
  assert new File(copies, 'index.html').text.contains("href=\"${page}\"")
  def copy = new File(copies, page)
  def links = (copy.text =~ /href="([^"#]+)"/).collect { it[1] }
  assert links.size() == 1 && links[0].endsWith('.pcapng')
  assert new File(copy.parentFile, links[0]).length() > 0
  // That of each module has its own.
  assert new File(basedir, "${module}/target/site/tcpunit/index.html").text.contains('href="report/it.PrivateNetworkTest/')
}
return true
