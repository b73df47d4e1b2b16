// JUnit's plain launcher, as an ordinary user who may not read where root keeps libraries.
def home = java.nio.file.Files.createTempDirectory('tcpunit-it').toFile()
def run = { List words ->
  def process = new ProcessBuilder(words*.toString()).directory(home).redirectErrorStream(true)
  process.environment().keySet().removeIf { it.startsWith('TCPUNIT_') }
  process.environment().put('HOME', home.path)
  def started = process.start()
  started.outputStream.close()
  def text = started.inputStream.getText('UTF-8')
  [started.waitFor(), text]
}
try {
  assert run(['cp', '-r', "$basedir/target/.", home])[0] == 0
  assert run(['chmod', '-R', 'a+rwX', home])[0] == 0
  def ordinary = System.getProperty('user.name') != 'root' ? [] :
      ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', '--inh-caps=-all']
  def libraries = new File(home, 'lib').listFiles()*.path
  def start = System.nanoTime()
  def (status, text) = run(ordinary + [System.getProperty('java.home') + '/bin/java', '-Dtcpunit.engine=afpacket',
      '-jar', 'console.jar', 'execute', '--select-class=it.UploadTest', '--details=tree', '--disable-ansi-colors',
      '--class-path', (["$home/test-classes"] + libraries).join(':')])
  println text + "\nafter ${(System.nanoTime() - start).intdiv(1_000_000)} ms"
  assert status == 1
  assert text.contains('[         1 tests successful      ]') && text.contains('[         1 tests failed          ]')
  assert text =~ /uploads\(TcpCapture\) (✔|\[OK\])/
  assert text.contains('to have a clean FIN')
  // JUnit's rule where there is no build's file: the working directory.
  assert new File(home, 'tcpunit/it.UploadTest/aborts.pcapng').isFile()
} finally {
  home.deleteDir()
}
