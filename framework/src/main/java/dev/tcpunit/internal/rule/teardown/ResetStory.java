package dev.tcpunit.internal.rule.teardown;

import dev.tcpunit.dynamics.Closing;
import dev.tcpunit.internal.rule.FailedOpening;
import dev.tcpunit.internal.verdict.Certainty;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Remedy;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.kernel.ClosedSocket;
import dev.tcpunit.kernel.KernelWitness;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Acceptance;
import dev.tcpunit.trace.AcceptanceReason;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.Teardown;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What led to a RST, as far as the packets tell. */
final class ResetStory {
  /** No timer of TCP runs out sooner (Linux; RFC 6298 section 2.4 asks for a second). */
  private static final long SHORTEST_TIMER = 200_000_000;

  private static final String UNREAD = "received data unread (RFC 9293 s3.6.1, RFC 2525 s2.17)";

  private final Connection connection;
  private final Segment rst;
  private final String side;

  ResetStory(Connection connection, Segment rst) {
    this.connection = connection;
    this.rst = rst;
    side = Wording.side(rst.from());
  }

  /** The RST that ended the connection; empty where none did, or no segments are kept. */
  static Optional<Segment> end(Connection connection) {
    return connection.keepsSegments() ? Closing.of(connection).reset() : Optional.empty();
  }

  /**
   * Why it cannot be told whether a RST ended the connection: the receiver may not have accepted
   * it.
   */
  static Optional<String> doubt(Connection connection) {
    return connection.teardown().state() == Teardown.State.CANNOT_TELL
        ? connection.segments().stream()
            .filter(s -> s.has(TcpFlags.RST) && s.acceptance() == Acceptance.UNDECIDED)
            .findFirst()
            .map(ResetStory::doubt)
        : Optional.empty();
  }

  private static String doubt(Segment reset) {
    return "RST #%d may have been accepted or not: %s"
        .formatted(
            reset.frame(), reset.acceptanceReason().map(AcceptanceReason::words).orElseThrow());
  }

  /** Of the first RST that its receiver accepted; if there is none, of the first at all. */
  static ResetStory of(Connection connection, List<Segment> resets) {
    return new ResetStory(
        connection,
        resets.stream()
            .filter(reset -> reset.acceptance() == Acceptance.ACCEPTED)
            .findFirst()
            .orElse(resets.get(0)));
  }

  /** {@code the client aborted with RST 14.040 ms after the start, without a FIN}. */
  String statement() {
    if (isWithoutEffect()) {
      return "the %s sent RST %s after the start, which reset nothing: %s"
          .formatted(
              side,
              Wording.time(rst.timeNanos() - connection.startNanos()),
              rst.acceptanceReason().map(AcceptanceReason::words).orElseThrow());
    }
    if (isWithoutEnd()) {
      return "the %s sent RST %s after the start, and the connection went on"
          .formatted(side, Wording.time(rst.timeNanos() - connection.startNanos()));
    }
    if (isAnswerToSyn()) {
      return "the %s answered the SYN with RST: it refused the connection".formatted(side);
    }
    return "%s %s after the start%s"
        .formatted(
            aborted(),
            Wording.time(rst.timeNanos() - connection.startNanos()),
            isAfterOwnFin() ? ", after its own FIN" : ", without a FIN");
  }

  /** {@code the client aborted with RST}. */
  String aborted() {
    return "the " + side + " aborted with RST";
  }

  /** Adds which data was not acknowledged when the RST came, the cause and what to look for. */
  Finding tell(Finding message) {
    if (isWithoutEffect() || isWithoutEnd()) {
      return message.fact("evidence", evidence());
    }
    if (isAnswerToSyn()) {
      return FailedOpening.explain(message, connection);
    }
    message.fact("evidence", evidence());
    Optional<Segment> late = dataAfterClose();
    if (late.isPresent()) {
      String what = "data that reached the %s after it had closed: #%d (RFC 9293 s3.6.1)";
      message
          .fact("evidence", EarlyClose.times(connection, rst.from(), late.get()))
          .cause(what.formatted(side, late.get().frame()), Certainty.PROVEN);
      afterClose(late.get()).forEach(message::lookFor);
      return message;
    }
    boolean received = connection.flow(rst.from().peer()).endOffset() > 1;
    if (received && isPartOfClose()) {
      return message
          .cause("close() of the " + side + " with " + UNREAD, Certainty.LIKELY)
          .lookFor(unread());
    }
    Optional<ClosedSocket> closed = closedSocket();
    if (closed.isPresent() && (closed.get().isDisconnected() || hasUnread(closed.get()))) {
      return tellByKernel(message, closed.get());
    }
    Optional<String> silence = peerTooLate();
    return silence.isPresent()
        ? message.cause(silence.get(), Certainty.LIKELY)
        : tellByPackets(message, received);
  }

  private Finding tellByKernel(Finding message, ClosedSocket closed) {
    boolean told = closed.isDisconnected();
    String kernel = "the kernel of the " + side;
    return message
        .fact(
            "evidence",
            kernel
                + (told
                    ? " was told to abort the connection"
                    : " held data that had not been read"))
        .cause(
            "close() of the " + side + " with " + (told ? "SO_LINGER 0" : UNREAD),
            Certainty.BY_KERNEL)
        .lookFor(told ? Remedy.NO_LINGER_0 : unread());
  }

  /** That the peer's FIN came when nobody waited for it any more, or nothing at all. */
  private Optional<String> peerTooLate() {
    Optional<String> late =
        finAfterClose()
            .map(
                fin ->
                    "the %s had closed, and its socket was gone when FIN #%d came"
                        .formatted(side, fin.frame()));
    String peer = Wording.side(rst.from().peer());
    return late.isEmpty() && isNotAnswered()
        ? Optional.of("the %s did not answer any more, and the %s gave up".formatted(peer, side))
        : late;
  }

  private Finding tellByPackets(Finding message, boolean received) {
    String linger = "SO_LINGER 0, or on Windows the end of its process";
    if (received) {
      return message
          .cause(
              "close() of the %s with %s, with %s".formatted(side, UNREAD, linger),
              Certainty.POSSIBLE)
          .lookFor(unread())
          .lookFor(Remedy.NO_LINGER_0);
    }
    return message
        .cause("close() of the " + side + " with " + linger, Certainty.LIKELY)
        .lookFor(Remedy.NO_LINGER_0);
  }

  /** Whether the kernel of the sender says that it discarded what the program had not read. */
  boolean discardedUnread() {
    return closedSocket().filter(this::hasUnread).isPresent();
  }

  /** What the kernel of the sender knew of its socket at last, where it can be asked. */
  private Optional<ClosedSocket> closedSocket() {
    Role sender = rst.from();
    Connection whole = connection.flow(sender).owner();
    boolean forged =
        whole.isSeenAtBothEnds()
            && whole.flow(sender).transit().strangers().stream().anyMatch(s -> s.has(TcpFlags.RST));
    return forged
        ? Optional.empty()
        : KernelWitness.of(connection.trace()).flatMap(witness -> witness.socket(whole, sender));
  }

  /** The FIN of the peer counts as a byte. */
  private boolean hasUnread(ClosedSocket socket) {
    return socket.unread() > (hasClosed(rst.from().peer()) ? 1 : 0);
  }

  /**
   * Which program is to be mended: that which closed too soon, or that which sent although it knew
   * of the close.
   */
  private List<Remedy> afterClose(Segment late) {
    if (rst.from() == Role.CLIENT) {
      return List.of(Remedy.WAIT_FOR_THE_ANSWER);
    }
    boolean knew = late.ack() > connection.flow(Role.SERVER).finOffset().orElse(Long.MAX_VALUE);
    return knew
        ? List.of(Remedy.HEED_THE_END, Remedy.TAKE_ANOTHER_CONNECTION)
        : List.of(Remedy.SHUT_DOWN_BEFORE_CLOSE);
  }

  private Remedy unread() {
    return rst.from() == Role.CLIENT ? Remedy.READ_BEFORE_CLOSE : Remedy.READ_ALL_OF_THE_CLIENT;
  }

  Segment rst() {
    return rst;
  }

  Role sender() {
    return rst.from();
  }

  /** Whether the sender of the RST had sent FIN before. */
  boolean isAfterOwnFin() {
    return hasClosed(rst.from());
  }

  /** The data that the RST answers: it came after the sender of the RST had closed. */
  Optional<Segment> dataAfterClose() {
    return finBefore(rst.from())
        .flatMap(
            fin ->
                last(
                    s ->
                        s.index() > fin.index()
                            && s.index() < rst.index()
                            && s.from() != rst.from()
                            && s.length() > 0));
  }

  /**
   * Whether the RST belongs to the close that began with its sender's FIN, as where a program
   * closes with data unread: it answers nothing (RFC 9293 section 3.10.7.1), and no timer ran out
   * between.
   */
  boolean isPartOfClose() {
    return rst.has(TcpFlags.ACK)
        && Doubt.ofTimes(connection.trace()).isEmpty()
        && finBefore(rst.from())
            .filter(fin -> rst.timeNanos() - fin.timeNanos() < SHORTEST_TIMER)
            .isPresent();
  }

  /** The FIN that the RST answers: its sender had closed, and kept nothing of the connection. */
  private Optional<Segment> finAfterClose() {
    return rst.has(TcpFlags.ACK)
        ? Optional.empty()
        : finBefore(rst.from())
            .flatMap(own -> finBefore(rst.from().peer()).filter(f -> f.index() > own.index()));
  }

  /** What its sender sent again, or asked by, since it had last heard of its peer. */
  private boolean isNotAnswered() {
    return rst.has(TcpFlags.ACK)
        && last(s -> s.index() < rst.index() && (s.from() != rst.from() || isRepeat(s)))
            .filter(s -> s.from() == rst.from())
            .isPresent();
  }

  private static boolean isRepeat(Segment segment) {
    return switch (segment.kind()) {
      case RETRANSMISSION, KEEP_ALIVE, ZERO_WINDOW_PROBE -> true;
      default -> false;
    };
  }

  /** The receiver of the RST went on, or no longer had anything to reset. */
  private boolean isWithoutEffect() {
    return rst.acceptance() == Acceptance.IGNORED;
  }

  /** Its receiver may have taken it, but the connection came to another end, or goes on. */
  private boolean isWithoutEnd() {
    Teardown.State state = connection.teardown().state();
    return rst.acceptance() == Acceptance.UNDECIDED
        && state != Teardown.State.RESET
        && state != Teardown.State.CANNOT_TELL;
  }

  boolean isAnswerToSyn() {
    return connection.segments().stream()
        .limit(rst.index())
        .noneMatch(s -> s.from() == rst.from() || !s.has(TcpFlags.SYN));
  }

  private String evidence() {
    Flow received = connection.flow(rst.from().peer());
    String peer = Wording.side(rst.from().peer());
    String bytes = Wording.count(received.bytes(), "byte");
    long open = received.unacknowledgedBytes();
    String data =
        received.endOffset() == 1
            ? "the " + peer + " had sent no data"
            : open > 0
                ? "%d of %s from the %s were not acknowledged".formatted(open, bytes, peer)
                : "all %s from the %s were acknowledged".formatted(bytes, peer);
    return data
        + (hasClosed(rst.from().peer())
            ? "; the " + peer + " had sent FIN"
            : "; no FIN from the " + peer);
  }

  private boolean hasClosed(Role sender) {
    return finBefore(sender).isPresent();
  }

  private Optional<Segment> finBefore(Role sender) {
    return Closing.of(connection).fin(sender).filter(fin -> fin.index() < rst.index());
  }

  private Optional<Segment> last(Predicate<Segment> wanted) {
    return connection.segments().stream().filter(wanted).reduce((first, second) -> second);
  }
}
