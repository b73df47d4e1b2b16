package dev.tcpunit.examples.gallery.windows;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.examples.Server;
import dev.tcpunit.examples.gallery.Upload;
import dev.tcpunit.examples.gallery.UploadBug;
import dev.tcpunit.junit.TcpCapture;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * The client writes all of the image before it reads anything, and the server answers as it goes.
 *
 * <p>Small images work, large ones hang for ever: each side waits for the other to read.
 *
 * @see <a href="https://github.com/libp2p/rust-yamux/issues/104">libp2p/rust-yamux#104</a>
 * @see <a href="https://github.com/FlareCoding/StelluxOS/issues/188">FlareCoding/StelluxOS#188</a>
 */
public final class AnswerUnreadWhileWriting implements UploadBug {
  private static final int SIZE = 4_000_000;
  private static final int BUFFER = 262_144;
  private static final int PATIENCE_MILLIS = 1_200;

  /** Converts an image as it comes, into one as large. */
  @Override
  public Server.Service server() {
    return connection -> {
      connection.setSendBufferSize(BUFFER);
      connection.setTcpNoDelay(true);
      connection.getInputStream().transferTo(connection.getOutputStream());
    };
  }

  @Override
  public void broken(Upload upload) throws Exception {
    Socket socket = connect(upload);
    Thread writer = write(upload, socket);
    writer.join(PATIENCE_MILLIS);
    socket.close();
    writer.join();
  }

  @Override
  public void fixed(Upload upload) throws Exception {
    try (Socket socket = connect(upload)) {
      Thread writer = write(upload, socket);
      socket.getInputStream().readNBytes(SIZE);
      writer.join();
    }
  }

  private static Thread write(Upload upload, Socket socket) {
    Thread writer =
        new Thread(
            () -> {
              try {
                socket.getOutputStream().write(upload.image(SIZE));
              } catch (IOException e) {
                // The user has given up.
              }
            });
    writer.start();
    return writer;
  }

  private static Socket connect(Upload upload) throws IOException {
    Socket socket = new Socket();
    socket.setSendBufferSize(BUFFER);
    URI target = upload.target();
    socket.connect(new InetSocketAddress(target.getHost(), target.getPort()));
    return socket;
  }

  @Override
  public void check(TcpCapture capture, Server server) {
    assertThat(capture.connectionTo(server.port()))
        .client(answers -> answers.hasNoZeroWindowStallLongerThan(Duration.ofMillis(500)));
  }

  @Override
  public String cause() {
    return "did not read what had arrived";
  }

  @Override
  public Map<String, String> explained() {
    return Map.of(
        "avoidsSillyWindow",
        "a piece of 8 KiB may be just what is left of the window",
        "acknowledgesEverySecondFullSegment",
        "Linux sends one ACK for all that arrived while the socket was held",
        "hasNoTinygrams",
        "a write takes what there is room for");
  }
}
