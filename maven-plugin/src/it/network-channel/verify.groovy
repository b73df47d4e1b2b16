def log = new File(basedir, 'build.log').text
assert log.contains('talk to the tests\' JVM over the network')
assert !new File(basedir, 'target/surefire-reports').exists()
