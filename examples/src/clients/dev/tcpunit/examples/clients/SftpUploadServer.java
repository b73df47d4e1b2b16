package dev.tcpunit.examples.clients;

import java.io.IOException;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.util.List;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/** Takes images by SFTP. */
final class SftpUploadServer implements UploadServer {
  static final String USER = "user";
  static final String PASSWORD = "password";

  private static final int KEY_BITS = 256;

  private final Folder folder;
  private final SshServer server = SshServer.setUpDefaultServer();

  SftpUploadServer(InetAddress address) throws IOException, GeneralSecurityException {
    folder = Folder.make();
    server.setHost(address.getHostAddress());
    server.setKeyPairProvider(
        KeyPairProvider.wrap(
            KeyUtils.generateKeyPair(KeyPairProvider.ECDSA_SHA2_NISTP256, KEY_BITS)));
    server.setPasswordAuthenticator(
        (user, password, session) -> user.equals(USER) && password.equals(PASSWORD));
    server.setSubsystemFactories(List.of(new SftpSubsystemFactory()));
    server.setFileSystemFactory(new VirtualFileSystemFactory(folder.path()));
    server.start();
  }

  @Override
  public int port() {
    return server.getPort();
  }

  @Override
  public void closeConnections() throws IOException {
    for (Session session : server.getActiveSessions()) {
      session.disconnect(SshConstants.SSH2_DISCONNECT_BY_APPLICATION, "idle");
    }
  }

  @Override
  public boolean answersEarly() {
    return false;
  }

  @Override
  public void close() throws IOException {
    server.stop(true);
    folder.close();
  }
}
