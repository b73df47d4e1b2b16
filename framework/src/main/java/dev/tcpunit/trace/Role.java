package dev.tcpunit.trace;

/** Which side of a connection: the client is the one who sent the first SYN. */
public enum Role {
  /** Opened the connection. */
  CLIENT,
  /** Accepted the connection. */
  SERVER;

  /**
   * The peer's role.
   *
   * @return the other of the two
   */
  public Role peer() {
    return this == CLIENT ? SERVER : CLIENT;
  }

  /**
   * Its name in a sentence.
   *
   * @return {@code client} or {@code server}
   */
  public String word() {
    return this == CLIENT ? "client" : "server";
  }
}
