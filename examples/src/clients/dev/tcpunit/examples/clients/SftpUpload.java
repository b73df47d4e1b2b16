package dev.tcpunit.examples.clients;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.apache.sshd.sftp.common.SftpConstants;

/** Writes images in one session. */
final class SftpUpload implements UploadClient {
  private final SshClient client = SshClient.setUpDefaultClient();
  private ClientSession session;
  private SftpClient files;

  @Override
  public int upload(URI target, byte[] image) throws IOException {
    if (files == null) {
      client.start();
      session =
          client
              .connect(SftpUploadServer.USER, target.getHost(), target.getPort())
              .verify()
              .getSession();
      session.addPasswordIdentity(SftpUploadServer.PASSWORD);
      session.auth().verify();
      files = SftpClientFactory.instance().createSftpClient(session);
    }
    try (OutputStream out = files.write("one.jpg")) {
      out.write(image);
    }
    return SftpConstants.SSH_FX_OK; // anything else is thrown
  }

  @Override
  public void close() throws IOException {
    if (files != null) {
      files.close();
    }
    if (session != null) {
      session.close();
    }
    client.stop();
  }
}
