package dev.tcpunit.trace;

import dev.tcpunit.net.Endpoint;
import dev.tcpunit.net.SeqNumber;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One direction of a connection: what one side sent, and how the other acknowledged it.
 *
 * <p>Offsets are relative to the initial sequence number and unwrapped to 64 bits, as in {@link
 * Segment}. Immutable; made by the analysis, not to be implemented.
 */
public interface Flow {
  /**
   * The connection that it is one direction of, at the place where this flow was judged: of one
   * that was captured at both ends, as its sender saw it.
   *
   * @return never null; its segments are those that this flow tells of
   */
  Connection connection();

  /**
   * The connection whose {@link Connection#flow} this is.
   *
   * @return the whole, or one end of it
   */
  Connection owner();

  /**
   * What arrived of it: in which order, how often, and how damaged.
   *
   * @return this flow as its receiver saw it, if it is one of a whole that was seen at both ends
   */
  Flow asReceived();

  /** {@return which side sends} */
  Role sender();

  /** {@return the address and port of the sender} */
  Endpoint source();

  /** {@return the address and port of the receiver} */
  Endpoint destination();

  /**
   * One of the counts.
   *
   * @param count which
   * @return the number
   * @throws IllegalStateException if it cannot be told from this capture, see {@link #isKnown}
   */
  long count(FlowCount count);

  /**
   * Whether a count can be told from this capture.
   *
   * @param count which
   * @return false where the capture lacks what it takes
   */
  boolean isKnown(FlowCount count);

  /**
   * All segments of the flow.
   *
   * @return segments
   */
  long segments();

  /**
   * Segments with payload.
   *
   * @return segments
   */
  long dataSegments();

  /**
   * Distinct payload bytes that were captured.
   *
   * @return bytes, each counted once
   */
  long bytes();

  /**
   * Payload bytes that the peer acknowledged, captured or not.
   *
   * @return bytes; without the last number beyond what was captured, which may be that of a FIN
   */
  long acknowledgedBytes();

  /**
   * Data segments sent again in whole or in part.
   *
   * @return segments; SYN and FIN resends, keep-alives and zero window probes are counted apart,
   *     and {@link FlowCount#UNDECIDED} those that may be among them
   */
  long retransmissions();

  /**
   * The initial sequence number.
   *
   * @return empty if no SYN of this side was captured and none can be inferred
   */
  Optional<SeqNumber> initialSequenceNumber();

  /**
   * What this side offered in its SYN or SYN-ACK.
   *
   * @return empty if that was not captured, also where a snap length cut the options off
   */
  Optional<SynOptions> synOptions();

  /**
   * Whether this side's SYN permits the peer to send SACK (RFC 2018 section 2).
   *
   * @return false also where its SYN was not captured with its options
   */
  default boolean permitsSack() {
    return synOptions().filter(SynOptions::sackPermitted).isPresent();
  }

  /**
   * Where this side's FIN stands.
   *
   * @return the offset of the FIN itself, which is the offset after the last byte; empty without
   *     FIN
   */
  OptionalLong finOffset();

  /**
   * Whether the peer acknowledged this side's FIN.
   *
   * @return false without a FIN
   */
  boolean isFinAcknowledged();

  /**
   * Whether this side sent a RST.
   *
   * @return true if one was captured
   */
  boolean hasSentReset();

  /**
   * Up to where the peer acknowledged this flow: its highest cumulative ACK.
   *
   * @return the offset of the first byte that is not acknowledged; empty if the peer sent no ACK
   */
  OptionalLong acknowledgedTo();

  /**
   * Where the data of this flow ends, as far as was captured.
   *
   * @return the offset after the highest payload byte seen, or of the FIN if that lies higher; 1 if
   *     there was neither
   */
  long endOffset();

  /**
   * Payload bytes that the peer has not acknowledged: those from {@link #acknowledgedTo()} to
   * {@link #endOffset()}.
   *
   * @return bytes; all of them where no ACK was captured
   */
  default long unacknowledgedBytes() {
    return Math.max(0, endOffset() - Math.max(1, acknowledgedTo().orElse(1)));
  }

  /**
   * When a byte that the peer has not acknowledged was last sent: the peer may hold an ACK back for
   * 500 ms from then (RFC 9293 section 3.8.6.3, MUST-40).
   *
   * @return nanoseconds since the epoch; empty if every byte is acknowledged
   */
  OptionalLong unacknowledgedSinceNanos();

  /**
   * The SHA-256 of the payload, in order, each byte once.
   *
   * @return lower case hexadecimal; empty where the payload was not captured whole
   */
  Optional<String> payloadSha256();

  /**
   * The HTTP/1 messages of this flow, as far as its payload was captured without a hole and
   * digested: requests of the client, responses of the server. They end where the bytes are not
   * such messages, after a body without a length, and after a switch to another protocol.
   *
   * @return in order; empty where the payload is not HTTP/1 or not known
   */
  List<HttpMessage> httpMessages();

  /**
   * The TLS records of this flow, as far as its payload was captured without a hole and digested
   * (RFC 8446 section 5). They begin with the first record of a handshake that stands at the start
   * of a segment, or the alert that refuses it, also behind what asks for TLS, such as STARTTLS or
   * a proxy's CONNECT. Without a key no more of them is known than their lengths and types.
   *
   * <p>Example: {@code connection.clientToServer().tlsRecords().size()}.
   *
   * @return in order, each begins where the one before ends, at most 131072; empty where no
   *     handshake was found, where other bytes come behind it, and where the payload is not known
   */
  List<TlsRecord> tlsRecords();

  /**
   * The ClientHello or ServerHello with which the {@linkplain #tlsRecords() TLS records} begin.
   *
   * @return empty where they begin with another message, or there are none
   */
  Optional<TlsHello> tlsHello();

  /**
   * The TLS record with which this flow ends.
   *
   * @return empty where the flow does not end with one of its {@linkplain #tlsRecords() TLS
   *     records}: within one, or where the payload is not known to its end
   */
  default Optional<TlsRecord> lastTlsRecord() {
    List<TlsRecord> records = tlsRecords();
    return records.isEmpty()
        ? Optional.empty()
        : Optional.of(records.get(records.size() - 1)).filter(last -> last.end() == endOffset());
  }

  /**
   * The first 1,000 parts of the {@linkplain #httpMessages() HTTP/1 messages}: heads, bodies, and
   * the pieces of chunks.
   *
   * <p>Example: {@code connection.clientToServer().httpParts().get(0).kind()}.
   *
   * @return in order; empty where there are no messages
   */
  List<HttpPart> httpParts();

  /**
   * What became of each segment on its way to the peer; the same for the whole and for its ends.
   *
   * <p>Example: {@code connection.clientToServer().transit().lost()}.
   *
   * @return what was lost, duplicated and overtaken, and the one-way delays
   * @throws IllegalStateException if it was not captured at both ends, or no segments were kept
   */
  Transit transit();
}
