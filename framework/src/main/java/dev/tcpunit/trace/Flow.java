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
 * Segment}.
 */
public final class Flow {
  /** No offset or time; kept so because a trace may have a million flows. */
  private static final long NONE = Long.MIN_VALUE;

  private final Role sender;
  private final Endpoint source;
  private final Endpoint destination;
  private SparseCounts counts;
  private final SeqNumber initialSequenceNumber;
  private final SynOptions synOptions;
  private final long finOffset;
  private final boolean finAcknowledged;
  private final boolean resetSent;
  private final long acknowledgedTo;
  private final long endOffset;
  private final long unacknowledgedSinceNanos;
  private final String payloadSha256;
  private final List<HttpMessage> httpMessages;
  private final Flow arrived;
  private Connection connection;
  private Connection owner;
  private Transit transit;

  private Flow(Builder builder) {
    sender = builder.sender;
    source = builder.source;
    destination = builder.destination;
    counts = SparseCounts.of(builder.counts);
    initialSequenceNumber = builder.initialSequenceNumber;
    synOptions = builder.synOptions;
    finOffset = builder.finOffset;
    finAcknowledged = builder.finAcknowledged;
    resetSent = builder.resetSent;
    acknowledgedTo = builder.acknowledgedTo;
    endOffset = builder.endOffset;
    unacknowledgedSinceNanos = builder.unacknowledgedSinceNanos;
    payloadSha256 = builder.payloadSha256;
    httpMessages = builder.httpMessages;
    arrived = builder.arrived;
    connection = builder.place;
  }

  /** Corrects a count before anybody sees the flow. */
  void recount(FlowCount count, long by) {
    counts = counts.changed(count, by);
  }

  /**
   * Starts a flow; for the analysis.
   *
   * @param sender who sends
   * @param source its endpoint
   * @param destination the receiver's endpoint
   * @return a builder whose counts are all 0
   */
  public static Builder builder(Role sender, Endpoint source, Endpoint destination) {
    return new Builder(sender, source, destination);
  }

  /** Called once, by the connection that this flow becomes a part of. */
  void belongsTo(Connection whole) {
    if (owner != null) {
      throw new IllegalStateException("flow " + this + " is already part of a connection");
    }
    owner = whole;
    connection = arrived == null ? whole : connection;
  }

  /**
   * The connection that it is one direction of, at the place where this flow was judged: of one
   * that was captured at both ends, as its sender saw it.
   *
   * @return never null; its segments are those that this flow tells of
   */
  public Connection connection() {
    return connection;
  }

  /**
   * The connection whose {@link Connection#flow} this is.
   *
   * @return the whole, or one end of it
   */
  public Connection owner() {
    return owner;
  }

  /**
   * What arrived of it: in which order, how often, and how damaged.
   *
   * @return this flow as its receiver saw it, if it is one of a whole that was seen at both ends
   */
  public Flow asReceived() {
    return arrived == null ? this : arrived;
  }

  /** {@return which side sends} */
  public Role sender() {
    return sender;
  }

  /** {@return the address and port of the sender} */
  public Endpoint source() {
    return source;
  }

  /** {@return the address and port of the receiver} */
  public Endpoint destination() {
    return destination;
  }

  /**
   * One of the counts.
   *
   * @param count which
   * @return the number
   * @throws IllegalStateException if it cannot be told from this capture, see {@link #isKnown}
   */
  public long count(FlowCount count) {
    if (!isKnown(count)) {
      throw new IllegalStateException(
          count.jsonName()
              + " cannot be told from this capture of "
              + source
              + " > "
              + destination);
    }
    return counts.get(count);
  }

  /**
   * Whether a count can be told from this capture.
   *
   * @param count which
   * @return false where the capture lacks what it takes
   */
  public boolean isKnown(FlowCount count) {
    return counts.get(count) >= 0;
  }

  /**
   * All segments of the flow.
   *
   * @return segments
   */
  public long segments() {
    return count(FlowCount.SEGMENTS);
  }

  /**
   * Segments with payload.
   *
   * @return segments
   */
  public long dataSegments() {
    return count(FlowCount.DATA_SEGMENTS);
  }

  /**
   * Distinct payload bytes that were captured.
   *
   * @return bytes, each counted once
   */
  public long bytes() {
    return count(FlowCount.BYTES);
  }

  /**
   * Payload bytes that the peer acknowledged, captured or not.
   *
   * @return bytes
   */
  public long acknowledgedBytes() {
    return count(FlowCount.ACKNOWLEDGED_BYTES);
  }

  /**
   * Data segments sent again in whole or in part.
   *
   * @return segments; SYN and FIN resends, keep-alives and zero window probes are counted apart,
   *     and {@link FlowCount#UNDECIDED} those that may be among them
   */
  public long retransmissions() {
    return count(FlowCount.RETRANSMISSIONS);
  }

  /**
   * The initial sequence number.
   *
   * @return empty if no SYN of this side was captured and none can be inferred
   */
  public Optional<SeqNumber> initialSequenceNumber() {
    return Optional.ofNullable(initialSequenceNumber);
  }

  /**
   * What this side offered in its SYN or SYN-ACK.
   *
   * @return empty if that was not captured
   */
  public Optional<SynOptions> synOptions() {
    return Optional.ofNullable(synOptions);
  }

  /**
   * Where this side's FIN stands.
   *
   * @return the offset of the FIN itself, which is the offset after the last byte; empty without
   *     FIN
   */
  public OptionalLong finOffset() {
    return optional(finOffset);
  }

  /**
   * Whether the peer acknowledged this side's FIN.
   *
   * @return false without a FIN
   */
  public boolean isFinAcknowledged() {
    return finAcknowledged;
  }

  /**
   * Whether this side sent a RST.
   *
   * @return true if one was captured
   */
  public boolean hasSentReset() {
    return resetSent;
  }

  /**
   * Up to where the peer acknowledged this flow: its highest cumulative ACK.
   *
   * @return the offset of the first byte that is not acknowledged; empty if the peer sent no ACK
   */
  public OptionalLong acknowledgedTo() {
    return optional(acknowledgedTo);
  }

  /**
   * Where the data of this flow ends, as far as was captured.
   *
   * @return the offset after the highest payload byte seen, or of the FIN if that lies higher; 1 if
   *     there was neither
   */
  public long endOffset() {
    return endOffset;
  }

  /**
   * Payload bytes that the peer has not acknowledged: those from {@link #acknowledgedTo()} to
   * {@link #endOffset()}.
   *
   * @return bytes; all of them where no ACK was captured
   */
  public long unacknowledgedBytes() {
    return Math.max(0, endOffset - Math.max(1, acknowledgedTo().orElse(1)));
  }

  /**
   * When a byte that the peer has not acknowledged was last sent: the peer may hold an ACK back for
   * 500 ms from then (RFC 9293 section 3.8.6.3, MUST-40).
   *
   * @return nanoseconds since the epoch; empty if every byte is acknowledged
   */
  public OptionalLong unacknowledgedSinceNanos() {
    return optional(unacknowledgedSinceNanos);
  }

  /**
   * The SHA-256 of the payload, in order, each byte once.
   *
   * @return lower case hexadecimal; empty where the payload was not captured whole
   */
  public Optional<String> payloadSha256() {
    return Optional.ofNullable(payloadSha256);
  }

  /**
   * The HTTP/1 messages of this flow, as far as its payload was captured without a hole and
   * digested: requests of the client, responses of the server. They end where the bytes are not
   * such messages, after a body without a length, and after a switch to another protocol.
   *
   * @return in order; empty where the payload is not HTTP/1 or not known
   */
  public List<HttpMessage> httpMessages() {
    return httpMessages;
  }

  /**
   * What became of each segment on its way to the peer; the same for the whole and for its ends.
   *
   * <p>Example: {@code connection.clientToServer().transit().lost()}.
   *
   * @return what was lost, duplicated and overtaken, and the one-way delays
   * @throws IllegalStateException if it was not captured at both ends, or no segments were kept
   */
  public Transit transit() {
    boolean upload = sender == Role.CLIENT;
    Flow sent = (upload ? connection.atClient() : connection.atServer()).flow(sender);
    Flow received = (upload ? connection.atServer() : connection.atClient()).flow(sender);
    return sent.transitTo(received);
  }

  synchronized Transit transitTo(Flow received) {
    if (transit == null) {
      if (!connection.keepsSegments()) {
        throw new IllegalStateException(
            "the analysis was told to keep no segments of " + connection);
      }
      transit = Transit.of(connection, received.connection, sender);
    }
    return transit;
  }

  private static OptionalLong optional(long value) {
    return value == NONE ? OptionalLong.empty() : OptionalLong.of(value);
  }

  /** Who sends to whom. */
  @Override
  public String toString() {
    return source + " > " + destination;
  }

  /** Collects the facts of a flow; for the analysis. */
  public static final class Builder {
    private final Role sender;
    private final Endpoint source;
    private final Endpoint destination;
    private final long[] counts = new long[FlowCount.values().length];
    private SeqNumber initialSequenceNumber;
    private SynOptions synOptions;
    private long finOffset = NONE;
    private boolean finAcknowledged;
    private boolean resetSent;
    private long acknowledgedTo = NONE;
    private long endOffset = 1;
    private long unacknowledgedSinceNanos = NONE;
    private String payloadSha256;
    private List<HttpMessage> httpMessages = List.of();
    private Connection place;
    private Flow arrived;

    private Builder(Role sender, Endpoint source, Endpoint destination) {
      this.sender = sender;
      this.source = source;
      this.destination = destination;
    }

    /**
     * Sets a count.
     *
     * @param count which
     * @param value its value, not negative
     * @return this
     */
    public Builder count(FlowCount count, long value) {
      counts[count.ordinal()] = value;
      return this;
    }

    /**
     * Says that a count cannot be told.
     *
     * @param count which
     * @return this
     */
    public Builder unknown(FlowCount count) {
      counts[count.ordinal()] = -1;
      return this;
    }

    /**
     * Sets the sequence number of the SYN and what it offered.
     *
     * @param number the initial sequence number
     * @param options the SYN's options, or null if the SYN itself was not captured
     * @return this
     */
    public Builder syn(SeqNumber number, SynOptions options) {
      initialSequenceNumber = number;
      synOptions = options;
      return this;
    }

    /**
     * Sets where the FIN stands.
     *
     * @param offset the FIN's own offset
     * @param acknowledged whether the peer acknowledged it
     * @return this
     */
    public Builder fin(long offset, boolean acknowledged) {
      finOffset = offset;
      finAcknowledged = acknowledged;
      return this;
    }

    /**
     * Says that this side sent a RST.
     *
     * @return this
     */
    public Builder reset() {
      resetSent = true;
      return this;
    }

    /**
     * Sets the peer's highest cumulative ACK.
     *
     * @param offset the first offset not acknowledged
     * @return this
     */
    public Builder acknowledgedTo(long offset) {
      acknowledgedTo = offset;
      return this;
    }

    /**
     * Sets where the data ends.
     *
     * @param offset the offset after the highest payload byte seen
     * @return this
     */
    public Builder endOffset(long offset) {
      endOffset = offset;
      return this;
    }

    /**
     * Sets when an unacknowledged byte was last sent.
     *
     * @param timeNanos nanoseconds since the epoch
     * @return this
     */
    public Builder unacknowledgedSince(long timeNanos) {
      unacknowledgedSinceNanos = timeNanos;
      return this;
    }

    /**
     * Sets the digest of the payload.
     *
     * @param hex lower case hexadecimal
     * @return this
     */
    public Builder payloadSha256(String hex) {
      payloadSha256 = hex;
      return this;
    }

    /** Sets where it was seen as it was sent, and what arrived. */
    Builder seenAt(Connection senderEnd, Flow atReceiver) {
      place = senderEnd;
      arrived = atReceiver;
      return this;
    }

    /**
     * Sets the HTTP/1 messages.
     *
     * @param messages in order
     * @return this
     */
    public Builder httpMessages(List<HttpMessage> messages) {
      httpMessages = List.copyOf(messages);
      return this;
    }

    /**
     * Freezes the flow.
     *
     * @return the flow
     */
    public Flow build() {
      return new Flow(this);
    }
  }
}
