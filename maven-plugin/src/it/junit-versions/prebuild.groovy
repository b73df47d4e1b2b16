// A module for each version of JUnit and each place of TcpUnit among the dependencies: their order
// decides which of two versions of a library Maven takes.
def tcpunit = 'dev.tcpunit:tcpunit:${tcpunit.version}'
def others = ['org.junit.jupiter:junit-jupiter:${junit.version}', 'org.assertj:assertj-core:${assertj.version}']
def modules = []
['5.10.5', '5.12.2', '5.13.4', '5.14.4', '6.0.3', '6.1.3'].each { version ->
  ['first': [tcpunit] + others, 'last': others + [tcpunit]].each { place, dependencies ->
    def declared = dependencies.collect { it.split(':') }.collect {
      "<dependency><groupId>${it[0]}</groupId><artifactId>${it[1]}</artifactId><version>${it[2]}</version><scope>test</scope></dependency>"
    }
    modules << "junit-$version-tcpunit-$place"
    new File(basedir, modules.last()).mkdir()
    new File(basedir, "${modules.last()}/pom.xml").text = """
      <project>
        <modelVersion>4.0.0</modelVersion>
        <parent>
          <groupId>dev.tcpunit.it</groupId>
          <artifactId>junit-versions</artifactId>
          <version>1</version>
        </parent>
        <artifactId>${modules.last()}</artifactId>
        <properties>
          <junit.version>$version</junit.version>
        </properties>
        <dependencies>
          ${declared.join('\n          ')}
        </dependencies>
      </project>
      """.stripIndent().trim()
  }
}
def pom = new File(basedir, 'pom.xml')
pom.text = pom.text.replace('<modules/>', "<modules>${modules.collect { "<module>$it</module>" }.join()}</modules>")
true
