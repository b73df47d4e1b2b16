def log = new File(basedir, 'build.log').text
assert new File(basedir, 'target/tcpunit').list().toSorted() == ['baselines', 'check.json', 'integration-test.pcapng']
assert log =~ /Captured \d+ frames with \w+, 0 dropped: /
def line = log.readLines().find { it.contains('{"schema"') }
def json = new groovy.json.JsonSlurper().parseText(line.substring(line.indexOf('{')))
assert json.connections*.server == ['127.0.0.1:47114']
assert json.connections[0].clientToServer.bytes == 10000
assert json.connections[0].handshake.state == 'COMPLETED'
assert log.contains('tcpunit:stop found no capture: tcpunit:start was not called before it')
assert log =~ /Baseline of .*integration-test.pcapng: as recorded, 1 run/
assert log.contains('there is none, and none is written here')
assert log.contains('mvn tcpunit:baseline -Daccept=integration-test')
assert new File(basedir, 'target/tcpunit/baselines/captures/integration-test.tcp.new').exists()
assert !new File(basedir, 'src/test/none').exists()
