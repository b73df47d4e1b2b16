package dev.tcpunit.internal.model;

import dev.tcpunit.net.Endpoint;
import dev.tcpunit.net.SeqNumber;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.FlowCount;
import dev.tcpunit.trace.HttpMessage;
import dev.tcpunit.trace.HttpPart;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.SynOptions;
import dev.tcpunit.trace.TlsHello;
import dev.tcpunit.trace.TlsRecord;
import dev.tcpunit.trace.Transit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A flow as the analysis freezes it. */
public final class CapturedFlow implements Flow {
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
  private final List<TlsRecord> tlsRecords;
  private final TlsHello tlsHello;
  private final List<HttpPart> httpParts;
  private final CapturedFlow arrived;
  private CapturedConnection connection;
  private CapturedConnection owner;
  private Transit transit;

  private CapturedFlow(Builder builder) {
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
    tlsRecords = builder.tlsRecords;
    tlsHello = builder.tlsHello;
    httpParts = builder.httpParts;
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
  void belongsTo(CapturedConnection whole) {
    if (owner != null) {
      throw new IllegalStateException("flow " + this + " is already part of a connection");
    }
    owner = whole;
    connection = arrived == null ? whole : connection;
  }

  @Override
  public CapturedConnection connection() {
    return connection;
  }

  @Override
  public CapturedConnection owner() {
    return owner;
  }

  @Override
  public CapturedFlow asReceived() {
    return arrived == null ? this : arrived;
  }

  @Override
  public Role sender() {
    return sender;
  }

  @Override
  public Endpoint source() {
    return source;
  }

  @Override
  public Endpoint destination() {
    return destination;
  }

  @Override
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

  @Override
  public boolean isKnown(FlowCount count) {
    return counts.get(count) >= 0;
  }

  @Override
  public long segments() {
    return count(FlowCount.SEGMENTS);
  }

  @Override
  public long dataSegments() {
    return count(FlowCount.DATA_SEGMENTS);
  }

  @Override
  public long bytes() {
    return count(FlowCount.BYTES);
  }

  @Override
  public long acknowledgedBytes() {
    return count(FlowCount.ACKNOWLEDGED_BYTES);
  }

  @Override
  public long retransmissions() {
    return count(FlowCount.RETRANSMISSIONS);
  }

  @Override
  public Optional<SeqNumber> initialSequenceNumber() {
    return Optional.ofNullable(initialSequenceNumber);
  }

  @Override
  public Optional<SynOptions> synOptions() {
    return Optional.ofNullable(synOptions);
  }

  @Override
  public OptionalLong finOffset() {
    return optional(finOffset);
  }

  @Override
  public boolean isFinAcknowledged() {
    return finAcknowledged;
  }

  @Override
  public boolean hasSentReset() {
    return resetSent;
  }

  @Override
  public OptionalLong acknowledgedTo() {
    return optional(acknowledgedTo);
  }

  @Override
  public long endOffset() {
    return endOffset;
  }

  @Override
  public OptionalLong unacknowledgedSinceNanos() {
    return optional(unacknowledgedSinceNanos);
  }

  @Override
  public Optional<String> payloadSha256() {
    return Optional.ofNullable(payloadSha256);
  }

  @Override
  public List<HttpMessage> httpMessages() {
    return httpMessages;
  }

  @Override
  public List<TlsRecord> tlsRecords() {
    return tlsRecords;
  }

  @Override
  public Optional<TlsHello> tlsHello() {
    return Optional.ofNullable(tlsHello);
  }

  @Override
  public List<HttpPart> httpParts() {
    return httpParts;
  }

  @Override
  public Transit transit() {
    boolean upload = sender == Role.CLIENT;
    CapturedFlow sent = (upload ? connection.atClient() : connection.atServer()).flow(sender);
    CapturedFlow received = (upload ? connection.atServer() : connection.atClient()).flow(sender);
    return sent.transitTo(received);
  }

  synchronized Transit transitTo(CapturedFlow received) {
    if (transit == null) {
      if (!connection.keepsSegments()) {
        throw new IllegalStateException(
            "the analysis was told to keep no segments of " + connection);
      }
      transit = PacketMatcher.compare(connection, received.connection, sender);
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
    private List<TlsRecord> tlsRecords = List.of();
    private TlsHello tlsHello;
    private List<HttpPart> httpParts = List.of();
    private CapturedConnection place;
    private CapturedFlow arrived;

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
    Builder seenAt(CapturedConnection senderEnd, CapturedFlow atReceiver) {
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
     * Sets what is known of TLS.
     *
     * @param records in order, not to be changed any more
     * @param hello the message with which they begin, null if that is no hello
     * @return this
     */
    public Builder tls(List<TlsRecord> records, TlsHello hello) {
      tlsRecords = records;
      tlsHello = hello;
      return this;
    }

    /**
     * Sets the first parts of the HTTP/1 messages.
     *
     * @param parts in order
     * @return this
     */
    public Builder httpParts(List<HttpPart> parts) {
      httpParts = List.copyOf(parts);
      return this;
    }

    /**
     * Freezes the flow.
     *
     * @return the flow
     */
    public CapturedFlow build() {
      return new CapturedFlow(this);
    }
  }
}
