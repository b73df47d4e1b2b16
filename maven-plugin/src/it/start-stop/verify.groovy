def log = new File(basedir, 'build.log').text
assert new File(basedir, 'target/tcpunit').list().toList() == ['integration-test.pcapng']
assert log =~ /Captured \d+ frames with \w+, 0 dropped: /
def line = log.readLines().find { it.contains('{"schema"') }
def json = new groovy.json.JsonSlurper().parseText(line.substring(line.indexOf('{')))
assert json.connections*.server == ['127.0.0.1:47114']
assert json.connections[0].clientToServer.bytes == 10000
assert json.connections[0].handshake.state == 'COMPLETED'
assert log.contains('tcpunit:stop found no capture: tcpunit:start was not called before it')
