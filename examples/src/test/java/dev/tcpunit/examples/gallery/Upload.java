package dev.tcpunit.examples.gallery;

import dev.tcpunit.examples.HttpPost;
import dev.tcpunit.examples.TestImages;
import dev.tcpunit.junit.TcpCapture;
import dev.tcpunit.trace.Connection;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * What a client is given, and what it forgets to close: that stays open until the test has looked.
 */
public final class Upload implements Closeable {
  private final URI target;
  private final TcpCapture capture;
  private final List<Closeable> forgotten = new ArrayList<>();

  Upload(URI target, TcpCapture capture) {
    this.target = target;
    this.capture = capture;
  }

  /** Where images go. */
  public URI target() {
    return target;
  }

  /** An image of this many bytes. */
  public byte[] image(int size) {
    return TestImages.jpeg(size);
  }

  /**
   * A socket to the server, of a channel: it closes in one step. {@link Socket#close} else sends
   * FIN first, and an answer to that which comes before the second step is lost without a packet
   * that shows it.
   */
  public Socket connect() throws IOException {
    return SocketChannel.open(new InetSocketAddress(target.getHost(), target.getPort())).socket();
  }

  /** Sends a request in one piece, and reads the answer to its end. */
  public int post(Socket socket, byte[] image, String... fields) throws IOException {
    socket.getOutputStream().write(HttpPost.request(target, image, fields));
    return HttpPost.readResponse(socket);
  }

  /** Waits until a connection has come so far on the wire. */
  public void await(String what, Predicate<Connection> happened) {
    capture
        .trace()
        .continuation()
        .await(what, trace -> trace.connections().stream().anyMatch(happened))
        .orElseThrow();
  }

  /** Keeps what the client does not close. */
  public <T extends Closeable> T forget(T resource) {
    forgotten.add(resource);
    return resource;
  }

  @Override
  public void close() throws IOException {
    for (Closeable resource : forgotten) {
      resource.close();
    }
  }
}
