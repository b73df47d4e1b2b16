package dev.tcpunit.examples.clients;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import org.apache.commons.net.ftp.FTP;
import org.apache.commons.net.ftp.FTPClient;
import org.apache.commons.net.ftp.FTPConnectionClosedException;

/** Stores images in one session; the client connects for the data, as it must behind a NAT. */
final class FtpUpload implements UploadClient {
  private final FTPClient client = new FTPClient();

  @Override
  public int upload(URI target, byte[] image) throws IOException {
    if (!client.isConnected()) {
      client.connect(target.getHost(), target.getPort());
      client.login(FtpUploadServer.USER, FtpUploadServer.PASSWORD);
      client.setFileType(FTP.BINARY_FILE_TYPE);
      client.enterLocalPassiveMode();
    }
    client.storeFile("one.jpg", new ByteArrayInputStream(image));
    return client.getReplyCode();
  }

  /** A session that its server has ended cannot be left in good order. */
  @Override
  public void close() throws IOException {
    try {
      if (client.isConnected()) {
        client.logout();
      }
    } catch (SocketException | FTPConnectionClosedException e) {
      // the server has ended it
    } finally {
      client.disconnect();
    }
  }
}
