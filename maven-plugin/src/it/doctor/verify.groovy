def log = new File(basedir, 'build.log').text
// -q leaves nothing but the result, between the terminal's escape codes.
def json = new groovy.json.JsonSlurper().parseText(log.substring(log.indexOf('{'), log.lastIndexOf('}') + 1))
assert json.strategies*.name == ['privileged', 'user-namespace', 'user-namespace-as-root', 'sudo']
assert json.strategies.any { it.works }
assert json.strategies.findAll { !it.works }.every { it.happened }
assert json.machine.system.startsWith('Linux')
