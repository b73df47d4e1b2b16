package dev.tcpunit.examples.clients;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import org.apache.ftpserver.FtpServer;
import org.apache.ftpserver.FtpServerFactory;
import org.apache.ftpserver.ftplet.FtpException;
import org.apache.ftpserver.impl.FtpIoSession;
import org.apache.ftpserver.listener.Listener;
import org.apache.ftpserver.listener.ListenerFactory;
import org.apache.ftpserver.usermanager.impl.BaseUser;
import org.apache.ftpserver.usermanager.impl.WritePermission;

/** Takes images by FTP. */
final class FtpUploadServer implements UploadServer {
  static final String USER = "user";
  static final String PASSWORD = "password";

  private final Folder folder;
  private final Listener listener;
  private final FtpServer server;

  FtpUploadServer(InetAddress address) throws IOException, FtpException {
    folder = Folder.make();
    ListenerFactory listening = new ListenerFactory();
    listening.setServerAddress(address.getHostAddress());
    listening.setPort(0);
    listener = listening.createListener();
    FtpServerFactory factory = new FtpServerFactory();
    factory.addListener("default", listener);
    factory.getUserManager().save(user());
    server = factory.createServer();
    server.start();
  }

  private BaseUser user() {
    BaseUser user = new BaseUser();
    user.setName(USER);
    user.setPassword(PASSWORD);
    user.setHomeDirectory(folder.path().toString());
    user.setAuthorities(List.of(new WritePermission()));
    return user;
  }

  @Override
  public int port() {
    return listener.getPort();
  }

  @Override
  public void closeConnections() {
    for (FtpIoSession session : listener.getActiveSessions()) {
      session.closeNow().awaitUninterruptibly();
    }
  }

  @Override
  public boolean answersEarly() {
    return false;
  }

  @Override
  public void close() throws IOException {
    server.stop();
    folder.close();
  }
}
