package dev.tcpunit.internal.rule.lifecycle;

import dev.tcpunit.trace.ConnectionState;

/** What the short names of Zeek's connection states stand for. */
final class StateWords {
  private StateWords() {}

  static String of(ConnectionState state) {
    return switch (state) {
      case S0 -> "a SYN without any answer";
      case S1 -> "established, and no side has closed";
      case SF -> "established, and closed by both sides with FIN";
      case REJ -> "the SYN was rejected by RST";
      case S2 -> "established; the client closed, the server has not";
      case S3 -> "established; the server closed, the client has not";
      case RSTO -> "established, and aborted by a RST of the client";
      case RSTR -> "established, and aborted by a RST of the server";
      case RSTOS0 -> "the client sent a SYN and then a RST, and the server no SYN-ACK";
      case RSTRH -> "the server sent a SYN-ACK and then a RST, and no SYN of the client was seen";
      case SH -> "the client sent a SYN and then a FIN, and the server no SYN-ACK";
      case SHR -> "the server sent a SYN-ACK and then a FIN, and no SYN of the client was seen";
      case OTH -> "no SYN was seen: the middle of a connection";
    };
  }
}
