package dev.tcpunit.examples.gallery.reuse;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.examples.Server;
import dev.tcpunit.examples.gallery.Upload;
import dev.tcpunit.examples.gallery.UploadBug;
import dev.tcpunit.junit.TcpCapture;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/**
 * Every image opens its connection before the first is sent.
 *
 * <p>A folder of a thousand images opens a thousand connections, and the server refuses the rest.
 *
 * @see <a href="https://github.com/aws/aws-sdk-java-v2/issues/6623">aws/aws-sdk-java-v2#6623</a>
 * @see <a
 *     href="https://github.com/iterate-ch/cyberduck/issues/13372">iterate-ch/cyberduck#13372</a>
 */
public final class ConnectionPerThread implements UploadBug {
  @Override
  public void broken(Upload upload) throws Exception {
    List<Socket> sockets = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      sockets.add(upload.connect());
    }
    for (Socket socket : sockets) {
      upload.post(socket, upload.image(2_000));
      socket.close();
    }
  }

  @Override
  public void fixed(Upload upload) throws Exception {
    try (Socket socket = upload.connect()) {
      for (int i = 0; i < 8; i++) {
        upload.post(socket, upload.image(2_000));
      }
    }
  }

  @Override
  public void check(TcpCapture capture, Server server) {
    assertThat(capture.trace()).hasAtMostConcurrentConnections(4);
  }

  @Override
  public String cause() {
    return "a pool without a bound";
  }
}
