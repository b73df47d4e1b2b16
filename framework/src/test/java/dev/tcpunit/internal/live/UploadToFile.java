package dev.tcpunit.internal.live;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Set;

/** Captures one upload, in the network in which a test has started it. */
final class UploadToFile {
  private UploadToFile() {}

  public static void main(String[] args) throws Exception {
    int port = Integer.parseInt(args[0]);
    Path file = Path.of(args[1]);
    FileCapture capture =
        FileCapture.start(new FileCaptureRequest(file, null, "lo", PayloadMode.HEADERS, Set.of()));
    try (ServerSocket server = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
        Socket client = new Socket(server.getInetAddress(), port);
        Socket accepted = server.accept()) {
      System.out.println("capturing");
      // The test lets the flood go on meanwhile.
      System.in.read();
      client.getOutputStream().write(new byte[1000]);
      client.shutdownOutput();
      accepted.getInputStream().readAllBytes();
    }
    capture.stop();
  }
}
