package dev.tcpunit.internal.message;

/** What to change in a program, where the pattern of its packets is known. */
public enum Remedy {
  NO_DELAY(
      "setTcpNoDelay(true), and writes that are buffered, so that no small one waits for an ACK"),
  BUFFER_WRITES("many small writes: write through a BufferedOutputStream, or in one call"),
  READ_BEFORE_CLOSE("a close() before all was read: read to the end (-1) first"),
  SHUT_DOWN_BEFORE_CLOSE(
      "a close() while the peer still sends: shutdownOutput(), read to the end (-1), then close()"),
  NO_LINGER_0("setSoLinger(true, 0), which turns close() into an abort: leave it out"),
  CLOSE("a path that leaves the socket open: close() in try-with-resources, or the client's own"),
  CLOSE_AFTER_PEER("a reader that has seen the end (-1) and does not close() its socket"),
  REUSE_CONNECTION(
      "a new client, or an unread response, for each request: share the client, read to the end"),
  LIMIT_CONNECTIONS("a pool without a bound: limit the connections for each server"),
  READ_FASTER("a reader that stops or lags: read in a loop, on a thread of its own, before work"),
  START_SERVER_FIRST("a client that connects before the server listens, or to another port"),
  COMPLETE_REQUEST(
      "a Content-Length that is not the body's, a flush() or a shutdownOutput() that is missing"),
  RETRY_LATER(
      "attempts in vain that are repeated at once: start the server first, wait between attempts"),
  ACCEPT_FASTER("a server that does not accept(), or a backlog that is too short");

  private final String words;

  Remedy(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }
}
