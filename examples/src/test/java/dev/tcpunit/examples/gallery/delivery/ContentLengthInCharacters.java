package dev.tcpunit.examples.gallery.delivery;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.examples.HttpPost;
import dev.tcpunit.examples.Server;
import dev.tcpunit.examples.gallery.Upload;
import dev.tcpunit.examples.gallery.UploadBug;
import dev.tcpunit.junit.TcpCapture;
import java.net.Socket;

/**
 * {@code Content-Length} counts more than there is.
 *
 * <p>The server waits for the rest, the client for the answer, until one of them gives up.
 *
 * @see <a href="https://github.com/gsf/node-solr/issues/1">gsf/node-solr#1</a>
 * @see <a href="https://github.com/adobe/fetch/issues/154">adobe/fetch#154</a>
 */
public final class ContentLengthInCharacters implements UploadBug {
  @Override
  public void broken(Upload upload) throws Exception {
    Socket socket = upload.forget(upload.connect());
    HttpPost.sendHead(socket, upload.target(), 2_100);
    HttpPost.sendBody(socket, upload.image(2_000), 2_000);
    // And here it waits for the answer.
  }

  @Override
  public void fixed(Upload upload) throws Exception {
    try (Socket socket = upload.connect()) {
      upload.post(socket, upload.image(2_000));
    }
  }

  @Override
  public void check(TcpCapture capture, Server server) {
    assertThat(capture.connectionTo(server.port())).server(answer -> answer.hasByteCountAtLeast(1));
  }

  @Override
  public String cause() {
    return "a Content-Length that is not that of the body";
  }
}
