package dev.tcpunit.examples.gallery.closing;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.examples.HttpPost;
import dev.tcpunit.examples.Server;
import dev.tcpunit.examples.gallery.Upload;
import dev.tcpunit.examples.gallery.UploadBug;
import dev.tcpunit.junit.TcpCapture;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * The client looks at the status and closes while the rest of the response lies unread.
 *
 * <p>The server logs "connection reset by peer", and what it sends afterwards is lost.
 *
 * @see <a href="https://github.com/rwf2/Rocket/issues/3004">rwf2/Rocket#3004</a>
 * @see <a href="https://github.com/openjdk/jdk/pull/21948">openjdk/jdk#21948</a>
 */
public final class ResponseUnread implements UploadBug {
  private static final int STATUS_LINE = 12;

  @Override
  public void broken(Upload upload) throws Exception {
    try (SocketChannel channel = send(upload)) {
      channel.socket().getInputStream().readNBytes(STATUS_LINE);
    }
  }

  @Override
  public void fixed(Upload upload) throws Exception {
    try (SocketChannel channel = send(upload)) {
      HttpPost.readResponse(channel.socket());
    }
  }

  private static SocketChannel send(Upload upload) throws IOException {
    URI target = upload.target();
    SocketChannel channel =
        SocketChannel.open(new InetSocketAddress(target.getHost(), target.getPort()));
    channel.write(ByteBuffer.wrap(HttpPost.request(target, upload.image(20_000))));
    return channel;
  }

  @Override
  public void check(TcpCapture capture, Server server) {
    assertThat(capture.connectionTo(server.port())).hasNoResets();
  }

  @Override
  public String cause() {
    return "received data unread";
  }
}
