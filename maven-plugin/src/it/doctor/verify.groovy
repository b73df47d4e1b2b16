def json = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/doctor.json'))
assert json.strategies*.name == ['privileged', 'user-namespace', 'user-namespace-as-root', 'sudo']
assert json.strategies.any { it.works }
assert json.strategies.findAll { !it.works }.every { it.happened }
assert json.machine.system.startsWith('Linux')
