package dev.tcpunit.examples.gallery.closing;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.examples.Server;
import dev.tcpunit.examples.gallery.Upload;
import dev.tcpunit.examples.gallery.UploadBug;
import dev.tcpunit.junit.TcpCapture;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * The data connection of an FTP upload is aborted.
 *
 * <p>"426 Connection closed; transfer aborted", or a file that ends too soon.
 *
 * @see <a
 *     href="https://github.com/robinrodricks/FluentFTP/issues/996">robinrodricks/FluentFTP#996</a>
 * @see <a href="https://github.com/amosavian/FileProvider/pull/133">amosavian/FileProvider#133</a>
 */
public final class FtpDataReset implements UploadBug {
  /** As much of FTP as one STOR in passive mode needs. */
  @Override
  public Server.Service server() {
    return control -> {
      InputStream in = new BufferedInputStream(control.getInputStream());
      try (ServerSocket passive = new ServerSocket(0, 1, control.getLocalAddress())) {
        line(in);
        send(control, "227 " + passive.getLocalPort());
        line(in);
        try (Socket data = passive.accept()) {
          data.getInputStream().transferTo(OutputStream.nullOutputStream());
          send(control, "226 Transfer complete");
        } catch (IOException e) {
          send(control, "426 Connection closed; transfer aborted");
        }
        line(in);
      }
    };
  }

  @Override
  public void broken(Upload upload) throws Exception {
    store(upload, true);
  }

  @Override
  public void fixed(Upload upload) throws Exception {
    store(upload, false);
  }

  private static void store(Upload upload, boolean abort) throws IOException {
    try (Socket control = upload.connect()) {
      InputStream answers = new BufferedInputStream(control.getInputStream());
      send(control, "PASV");
      int port = Integer.parseInt(line(answers).substring(4));
      send(control, "STOR image.jpg");
      try (Socket data = new Socket(control.getInetAddress(), port)) {
        data.setSoLinger(abort, 0);
        data.getOutputStream().write(upload.image(20_000));
      }
      line(answers);
      send(control, "QUIT");
    }
  }

  private static void send(Socket socket, String line) throws IOException {
    socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      line.append((char) next);
    }
    return line.toString().strip();
  }

  @Override
  public void check(TcpCapture capture, Server server) {
    assertThat(capture.trace()).hasCleanFin();
  }

  @Override
  public String cause() {
    return "the client aborted with RST";
  }
}
