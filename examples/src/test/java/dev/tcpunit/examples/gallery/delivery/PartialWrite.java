package dev.tcpunit.examples.gallery.delivery;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.examples.HttpPost;
import dev.tcpunit.examples.Server;
import dev.tcpunit.examples.gallery.Upload;
import dev.tcpunit.examples.gallery.UploadBug;
import dev.tcpunit.junit.TcpCapture;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Map;

/**
 * A non-blocking write takes less than it is given, and nobody looks at what it returns.
 *
 * <p>Small images are right, large ones are cut off at the size of the send buffer.
 *
 * @see <a href="https://github.com/bisq-network/bisq2/issues/775">bisq-network/bisq2#775</a>
 * @see <a href="https://github.com/Alluxio/alluxio/pull/830">Alluxio/alluxio#830</a>
 */
public final class PartialWrite implements UploadBug {
  private static final int SIZE = 2_000_000;

  @Override
  public void broken(Upload upload) throws Exception {
    try (SocketChannel channel = connect(upload)) {
      channel.write(request(upload));
    }
  }

  @Override
  public void fixed(Upload upload) throws Exception {
    try (SocketChannel channel = connect(upload);
        Selector selector = Selector.open()) {
      channel.register(selector, SelectionKey.OP_WRITE);
      ByteBuffer request = request(upload);
      while (request.hasRemaining()) {
        selector.select();
        channel.write(request);
      }
    }
  }

  private static ByteBuffer request(Upload upload) {
    return ByteBuffer.wrap(HttpPost.request(upload.target(), upload.image(SIZE)));
  }

  private static SocketChannel connect(Upload upload) throws IOException {
    URI target = upload.target();
    SocketChannel channel = SocketChannel.open();
    channel.setOption(StandardSocketOptions.SO_SNDBUF, 32_768);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.connect(new InetSocketAddress(target.getHost(), target.getPort()));
    channel.configureBlocking(false);
    return channel;
  }

  /** Takes the image without an answer. */
  @Override
  public Server.Service server() {
    return connection -> connection.getInputStream().transferTo(OutputStream.nullOutputStream());
  }

  @Override
  public void check(TcpCapture capture, Server server) {
    assertThat(capture.connectionTo(server.port()))
        .client(upload -> upload.hasByteCountAtLeast(2_000_000));
  }

  @Override
  public String cause() {
    return "SocketChannel.write() returns how much";
  }

  @Override
  public Map<String, String> explained() {
    return Map.of(
        "hasNoTinygrams",
        "a write takes what there is room for",
        "hasNoNagleDelayedAckStall",
        "where the send buffer is full there is room only when an ACK has come",
        "hasNoNagleWait",
        "and what is written then leaves with that ACK");
  }
}
