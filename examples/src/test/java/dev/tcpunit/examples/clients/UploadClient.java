package dev.tcpunit.examples.clients;

import java.io.IOException;
import java.net.URI;

/** A client as its library makes it, with the settings that it has if nobody changes them. */
interface UploadClient extends AutoCloseable {
  /**
   * Uploads an image.
   *
   * @param target where images go
   * @param image its bytes
   * @return the status that the application is told
   * @throws Exception whatever the library throws instead
   */
  int upload(URI target, byte[] image) throws Exception;

  /** Closes what the library lets one close. */
  @Override
  default void close() throws IOException {}
}
