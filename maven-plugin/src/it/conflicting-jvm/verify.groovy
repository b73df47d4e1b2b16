def log = new File(basedir, 'build.log').text
assert log.contains('-Djvm=java on the command line replaces the launcher of the private network, so that the tests would not run in it.')
assert log.contains('or leave that JVM outside, with -Dtcpunit.sandbox.scope=tests.')
assert !new File(basedir, 'target/surefire-reports').exists()
