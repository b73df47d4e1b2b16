package dev.tcpunit.trace;

/**
 * The state of a connection in the words of Zeek's {@code conn.log}: how it was opened and closed,
 * in one short name.
 */
public enum ConnectionState {
  /** A SYN without any answer. */
  S0,
  /** Established, and no side has closed. */
  S1,
  /** Established, and closed by both sides with FIN. */
  SF,
  /** The SYN was rejected by RST. */
  REJ,
  /** Established; the client closed, the server has not. */
  S2,
  /** Established; the server closed, the client has not. */
  S3,
  /** Established, and aborted by a RST of the client. */
  RSTO,
  /** Established, and aborted by a RST of the server. */
  RSTR,
  /** The client sent a SYN and then a RST, and the server no SYN-ACK. */
  RSTOS0,
  /** The server sent a SYN-ACK and then a RST, and no SYN of the client was seen. */
  RSTRH,
  /** The client sent a SYN and then a FIN, and the server no SYN-ACK: half open. */
  SH,
  /** The server sent a SYN-ACK and then a FIN, and no SYN of the client was seen. */
  SHR,
  /** No SYN was seen: the middle of a connection. */
  OTH;

  /**
   * The state of a connection as far as it was captured.
   *
   * @param connection the connection
   * @return its state, as in Zeek's {@code conn_state}
   */
  public static ConnectionState of(Connection connection) {
    Flow client = connection.clientToServer();
    Flow server = connection.serverToClient();
    Handshake.State opened = connection.handshake().state();
    if (opened == Handshake.State.REFUSED) {
      return REJ;
    }
    boolean syn = client.initialSequenceNumber().isPresent();
    boolean synAck = server.asReceived().initialSequenceNumber().isPresent();
    if (!syn) {
      return synAck ? withoutSyn(server) : OTH;
    }
    return synAck ? established(connection) : withoutSynAck(client);
  }

  private static ConnectionState withoutSyn(Flow server) {
    return server.hasSentReset() ? RSTRH : server.finOffset().isPresent() ? SHR : OTH;
  }

  private static ConnectionState withoutSynAck(Flow client) {
    return client.hasSentReset() ? RSTOS0 : client.finOffset().isPresent() ? SH : S0;
  }

  private static ConnectionState established(Connection connection) {
    Flow client = connection.clientToServer();
    Flow server = connection.serverToClient();
    if (connection.teardown().state() == Teardown.State.RESET) {
      return client.hasSentReset() ? RSTO : RSTR;
    }
    if (client.finOffset().isPresent()) {
      return server.finOffset().isPresent() ? SF : S2;
    }
    return server.finOffset().isPresent() ? S3 : S1;
  }
}
