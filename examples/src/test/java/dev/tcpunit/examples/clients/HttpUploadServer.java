package dev.tcpunit.examples.clients;

import dev.tcpunit.examples.Server;
import java.io.IOException;
import java.net.InetAddress;

/** The service of images over HTTP/1.1. */
final class HttpUploadServer implements UploadServer {
  private final StorageService service = new StorageService();
  private final Server server;

  HttpUploadServer(InetAddress address) throws IOException {
    server = Server.start(address, service);
  }

  @Override
  public int port() {
    return server.port();
  }

  @Override
  public void closeConnections() throws IOException {
    service.closeConnections();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
