package dev.tcpunit.dynamics;

import dev.tcpunit.internal.track.RangeSet;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Acceptance;
import dev.tcpunit.trace.AcceptanceReason;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.Teardown;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * How a connection was closed, segment by segment (RFC 9293 sections 3.5.2 and 3.6): what {@link
 * Teardown} sums up.
 *
 * <p>The order of segments is that of the capture. Two that crossed on the way may stand in either
 * order, so acknowledgement numbers decide what a side had received when it sent.
 *
 * <p>Example: {@code Closing.of(connection).halfClosedBy()}.
 */
public final class Closing {
  private final Connection connection;
  private final List<Segment> segments;

  private Closing(Connection connection) {
    this.connection = connection;
    segments = connection.segments();
  }

  /**
   * Looks at the segments of a connection.
   *
   * @param connection one that keeps its segments
   * @return how it was closed
   * @throws IllegalArgumentException if the analysis kept no segments
   */
  public static Closing of(Connection connection) {
    Segments.require(connection);
    return new Closing(connection);
  }

  /**
   * The segment with which closing began: the first FIN of either side, or the RST that ended the
   * connection.
   *
   * @return empty if nobody has closed
   */
  public Optional<Segment> begin() {
    return first(segment -> isFin(segment) || isReset(segment));
  }

  /**
   * The segment after which the connection was over: the later of the two that acknowledge a FIN,
   * or the RST that ended the connection before.
   *
   * @return empty if neither was captured
   */
  public Optional<Segment> end() {
    Optional<Segment> client = finAcknowledgement(Role.CLIENT);
    Optional<Segment> server = finAcknowledgement(Role.SERVER);
    Optional<Segment> reset = reset();
    if (client.isEmpty() || server.isEmpty()) {
      return reset;
    }
    Segment later = client.get().index() > server.get().index() ? client.get() : server.get();
    return Optional.of(reset.filter(rst -> rst.index() < later.index()).orElse(later));
  }

  /**
   * The first segment by which a side sent its FIN. A FIN does not count if the receiver discards
   * the segment for its checksum or its place in the sequence, or if the segment is a RST, which
   * the receiver looks at first (RFC 9293 section 3.10.7.4).
   *
   * @param sender which side
   * @return empty if none was captured
   */
  public Optional<Segment> fin(Role sender) {
    return first(segment -> segment.from() == sender && isFin(segment));
  }

  /**
   * The first segment of the peer that acknowledges a side's FIN.
   *
   * @param sender which side's FIN
   * @return empty if none was captured
   */
  public Optional<Segment> finAcknowledgement(Role sender) {
    OptionalLong position = connection.flow(sender).finOffset();
    return position.isEmpty()
        ? Optional.empty()
        : first(
            segment -> segment.from() != sender && acknowledges(segment, position.getAsLong() + 1));
  }

  private static boolean acknowledges(Segment segment, long offset) {
    return segment.has(TcpFlags.ACK)
        && !segment.has(TcpFlags.RST)
        && isSound(segment)
        && segment.ack() >= offset;
  }

  private boolean isFin(Segment segment) {
    return segment.has(TcpFlags.FIN)
        && !segment.has(TcpFlags.RST)
        && isSound(segment)
        && connection.flow(segment.from()).finOffset().orElse(-1) == FlowLog.payloadEnd(segment);
  }

  /**
   * Whether the checksum lets the receiver read the segment; one that it discards tells nothing.
   */
  private static boolean isSound(Segment segment) {
    return segment.acceptanceReason().filter(AcceptanceReason::isDamage).isEmpty();
  }

  /** A RST that ended the connection at its receiver. */
  private static boolean isReset(Segment segment) {
    return segment.has(TcpFlags.RST) && segment.acceptance() == Acceptance.ACCEPTED;
  }

  /**
   * Whether both sides closed before they had heard of the other's FIN: neither FIN acknowledges
   * the other (RFC 9293 figure 13).
   *
   * @return false if one of them is missing
   */
  public boolean isSimultaneous() {
    Optional<Segment> client = fin(Role.CLIENT);
    Optional<Segment> server = fin(Role.SERVER);
    return client.isPresent()
        && server.isPresent()
        && !acknowledges(client.get(), finEnd(Role.SERVER))
        && !acknowledges(server.get(), finEnd(Role.CLIENT));
  }

  private long finEnd(Role sender) {
    return connection.flow(sender).finOffset().orElse(Long.MAX_VALUE - 1) + 1;
  }

  /**
   * Whether the FIN of the side that closed last acknowledges the other's, so that closing took
   * three segments; four where the acknowledgement came by itself.
   *
   * @return false if there are not two FINs
   */
  public boolean isFinAcknowledgedByFin() {
    return Stream.of(Role.values())
        .anyMatch(
            role -> {
              Optional<Segment> acknowledgement = finAcknowledgement(role);
              return acknowledgement.filter(this::isFin).isPresent();
            });
  }

  /**
   * The side that closed its direction while the other, which had acknowledged that, went on
   * sending data (RFC 9293 section 3.6, case 2).
   *
   * @return empty if nobody sent data after the other's FIN was acknowledged
   */
  public Optional<Role> halfClosedBy() {
    return Stream.of(Role.values())
        .filter(role -> !dataAfterPeerFin(role.peer()).isEmpty())
        .findFirst();
  }

  /**
   * The new data that a side sent after it had acknowledged the peer's FIN: the peer has said that
   * it sends no more, and may not read any more either.
   *
   * @param sender which side
   * @return in order; data sent again is left out
   */
  public List<Segment> dataAfterPeerFin(Role sender) {
    return segments.stream()
        .filter(segment -> segment.from() == sender && segment.isNewData())
        .filter(segment -> acknowledges(segment, finEnd(sender.peer())))
        .toList();
  }

  /**
   * The data that a side sent beyond its own FIN, which no TCP may do (RFC 9293 section 3.6).
   *
   * @param sender which side
   * @return in order
   */
  public List<Segment> dataAfterOwnFin(Role sender) {
    long position = connection.flow(sender).finOffset().orElse(Long.MAX_VALUE);
    return segments.stream()
        .filter(segment -> segment.from() == sender && segment.length() > 0)
        .filter(segment -> FlowLog.payloadEnd(segment) > position)
        .toList();
  }

  /**
   * The RST that ended the connection: the first that was accepted by its receiver.
   *
   * @return empty if none did
   */
  public Optional<Segment> reset() {
    return first(Closing::isReset);
  }

  /**
   * The RST by which a side gave the connection up: the first that its receiver accepted, or after
   * which its sender sent nothing but RSTs. A side that aborts no longer has a connection (RFC 9293
   * section 3.10.5), even if the peer lacks data before the RST and so does not accept it.
   *
   * @return empty if there is none
   */
  public Optional<Segment> abort() {
    return first(segment -> isReset(segment) || isAbort(segment));
  }

  private boolean isAbort(Segment segment) {
    return segment.has(TcpFlags.RST)
        && segments.subList(segment.index() + 1, segments.size()).stream()
            .allMatch(later -> later.from() != segment.from() || later.has(TcpFlags.RST));
  }

  /**
   * The RSTs of both sides, accepted by their receivers or not.
   *
   * @return in order
   */
  public List<Segment> resets() {
    return segments.stream().filter(segment -> segment.has(TcpFlags.RST)).toList();
  }

  /**
   * The RSTs that a side sent.
   *
   * @param sender which side
   * @return in order
   */
  public List<Segment> resets(Role sender) {
    return resets().stream().filter(segment -> segment.from() == sender).toList();
  }

  /**
   * The RSTs that came after a FIN of either side.
   *
   * @return in order; those after a clean close included, see {@link Teardown}
   */
  public List<Segment> resetsAfterFin() {
    int fin = first(this::isFin).map(Segment::index).orElse(segments.size());
    return resets().stream().filter(rst -> rst.index() > fin).toList();
  }

  /**
   * The data that a side sent after the first RST that was accepted. The sender of the RST no
   * longer has a connection to send on; data of the peer may have been under way. The data of a RST
   * itself is a diagnosis (RFC 9293 section 3.5.3) and does not count.
   *
   * @param sender which side's data
   * @return in order
   */
  public List<Segment> dataAfterReset(Role sender) {
    int reset = reset().map(Segment::index).orElse(segments.size());
    return segments.subList(reset, segments.size()).stream()
        .filter(segment -> segment.from() == sender && segment.length() > 0)
        .filter(segment -> !segment.has(TcpFlags.RST))
        .toList();
  }

  /**
   * How long a side stayed in CLOSE-WAIT: from when the peer's FIN was received in sequence (RFC
   * 9293 section 3.10.7.4) until it sent FIN or RST of its own, or was reset.
   *
   * @param role which side
   * @return empty if it received no FIN, or sent its own before it had received the peer's
   */
  public Optional<CloseWait> closeWait(Role role) {
    Optional<Segment> fin = receivedFin(role);
    Optional<Segment> end = first(segment -> endsCloseWait(segment, role));
    if (fin.isEmpty() || end.filter(own -> isBeforePeerFin(own, fin.get())).isPresent()) {
      return Optional.empty();
    }
    long begin = fin.get().timeNanos();
    long until = end.map(Segment::timeNanos).orElse(Segments.watchedUntil(connection));
    return Optional.of(new CloseWait(fin.get(), end, Math.max(0, until - begin)));
  }

  /**
   * The segment with which a side had received all data of the peer and its FIN: the FIN, or the
   * data that filled the last gap before it. If the capture missed a part of the data, the ACK of
   * the FIN takes its place.
   */
  private Optional<Segment> receivedFin(Role receiver) {
    Role sender = receiver.peer();
    long end = connection.flow(sender).finOffset().orElse(Long.MAX_VALUE);
    long start = firstOffset(sender);
    RangeSet received = new RangeSet();
    boolean fin = false;
    for (Segment segment : segments) {
      if (segment.from() == receiver && acknowledges(segment, finEnd(sender))) {
        return Optional.of(segment);
      } else if (segment.from() == sender && segment.acceptance() != Acceptance.IGNORED) {
        received.add(FlowLog.payloadStart(segment), FlowLog.payloadEnd(segment));
        fin |= isFin(segment);
        if (fin && (start == end || received.contains(start, end))) {
          return Optional.of(segment);
        }
      }
    }
    return Optional.empty();
  }

  /** The offset at which the captured data of a side begins. */
  private long firstOffset(Role sender) {
    return segments.stream()
        .filter(segment -> segment.from() == sender)
        .filter(s -> s.length() > 0 || s.has(TcpFlags.SYN) || s.has(TcpFlags.FIN))
        .mapToLong(FlowLog::payloadStart)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  private boolean endsCloseWait(Segment segment, Role role) {
    boolean own = segment.from() == role;
    return own && (isFin(segment) || isAbort(segment)) || isReset(segment);
  }

  /**
   * Whether a side closed before it had received the peer's FIN: its own FIN then does not
   * acknowledge that.
   */
  private boolean isBeforePeerFin(Segment own, Segment fin) {
    return own.index() < fin.index() || isFin(own) && !acknowledges(own, finEnd(own.from().peer()));
  }

  /**
   * How long closing took: from the first FIN or RST to the acknowledgement of the last FIN, or to
   * the RST that ended it.
   *
   * @return nanoseconds; empty if closing did not begin, or its end was not captured
   */
  public OptionalLong durationNanos() {
    Optional<Segment> begin = begin();
    Optional<Segment> end = end();
    return begin.isPresent() && end.isPresent()
        ? OptionalLong.of(Math.max(0, end.get().timeNanos() - begin.get().timeNanos()))
        : OptionalLong.empty();
  }

  private Optional<Segment> first(Predicate<Segment> wanted) {
    return segments.stream().filter(wanted).findFirst();
  }
}
