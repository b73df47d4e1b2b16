// A server process in the host's network, that of the build which runs this one.
def server = new ServerSocket(0, 50, InetAddress.loopbackAddress)
context.put('server', server)
new File(basedir, 'server.port').text = server.localPort
Thread.startDaemon {
  try {
    while (true) {
      server.accept().withCloseable { it.outputStream.write(7) }
    }
  } catch (IOException end) {
    // Closed when the build is over.
  }
}
true
