import java.util.concurrent.TimeUnit

// Maven is killed while a test waits: what it began ends, and nothing of it is left.
['jvm', 'tests'].each { scope ->
  def temporary = new File(basedir, "temporary-$scope")
  temporary.mkdirs()
  def builder = new ProcessBuilder(
    new File(System.getProperty('maven.home'), 'bin/mvn').path, '-o', '-B', 'test',
    "-Dit.scope=$scope".toString(), "-Dmaven.repo.local=$localRepositoryPath".toString(),
    '-Dmaven.legacyLocalRepo=true', "-Dit.temporary=$temporary".toString())
  builder.directory(basedir).redirectErrorStream(true)
  builder.environment().putAll([IT_WAITS: 'yes', MAVEN_OPTS: "-Djava.io.tmpdir=$temporary".toString()])
  def maven = builder.start()
  def said = []
  def waits = maven.inputReader().lines()
    .peek { said << it; println it }
    .map { it =~ /waits: (\d+) in (net:\[\d+\])/ }
    .filter { it.find() }
    .findFirst()
    .orElseThrow { new AssertionError(said.join('\n')) }
  def network = waits.group(2)
  def inside = {
    new File('/proc').listFiles().findAll { it.name.isNumber() }.findAll {
      try {
        java.nio.file.Files.readSymbolicLink(it.toPath().resolve('ns/net')).toString() == network
      } catch (IOException gone) {
        false
      }
    }
  }
  def begun = maven.toHandle().descendants().toList()
  assert !inside().isEmpty()
  maven.destroyForcibly().waitFor()
  begun.each { it.onExit().get(120, TimeUnit.SECONDS) }
  assert inside().isEmpty()
  // What Surefire itself leaves is its own affair.
  assert temporary.list().findAll { !it.startsWith('surefire') } == []
}
return true
