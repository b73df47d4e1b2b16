// Two servers in the host's network, that of the build which runs this one.
def servers = [7, 8].collect { answer ->
  def server = new ServerSocket(0, 50, InetAddress.loopbackAddress)
  Thread.startDaemon {
    try {
      while (true) {
        server.accept().withCloseable {
          if (answer == 8) {
            it.inputStream.readAllBytes()
          }
          it.outputStream.write(answer)
        }
      }
    } catch (IOException end) {
      // Closed when the build is over.
    }
  }
  server
}
context.put('servers', servers)
new File(basedir, 'server.port').text = servers[0].localPort
new File(basedir, 'door.port').text = servers[1].localPort
// To the second one leads a door.
new File(basedir, 'src/test/resources/junit-platform.properties') << "tcpunit.forward = ${servers[1].localPort}\n"
true
