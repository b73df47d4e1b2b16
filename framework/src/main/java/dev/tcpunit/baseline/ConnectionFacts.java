package dev.tcpunit.baseline;

import dev.tcpunit.dynamics.ConnectionDynamics;
import dev.tcpunit.dynamics.HostReordering;
import dev.tcpunit.dynamics.Limits;
import dev.tcpunit.dynamics.Opening;
import dev.tcpunit.dynamics.Recovery;
import dev.tcpunit.dynamics.StallCause;
import dev.tcpunit.dynamics.Turn;
import dev.tcpunit.dynamics.Turns;
import dev.tcpunit.internal.notation.EnumWords;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Handshake;
import dev.tcpunit.trace.Passage;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SynOptions;
import dev.tcpunit.trace.Teardown;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks for the facts of one connection: each of them is the same in every run, or marked so. */
final class ConnectionFacts {
  static final String NONE = "none";

  /** What may be sent in vain, less first. */
  static final List<String> CLASSES_IN_VAIN = List.of(NONE, "up to 16 MiB", "more");

  /** As much as the kernel's buffers of both ends may hold when the answer comes. */
  private static final long MOST_BUFFERED = 16 << 20;

  /** What is longer than a head depends on how large the writes are, and when they come. */
  private static final int LONGEST_HEAD = 16 << 10;

  private static final int MOST_TURNS = 200;
  private static final int MOST_LENGTHS = 6;

  private final Connection connection;
  private final Turns turns;
  private final boolean races;
  private final List<Fact> facts = new ArrayList<>();

  private ConnectionFacts(Connection connection) {
    this.connection = connection;
    turns = Turns.of(connection);
    races = turns.bytesInVain() > 0 || hasServerResetItsAnswer();
  }

  /**
   * A server that closes with unread data sends RST (RFC 2525 section 2.17). Whether the client has
   * sent that before the answer or behind it is chance.
   */
  private boolean hasServerResetItsAnswer() {
    return hasReset(Role.SERVER)
        && turns.inOrder().stream().anyMatch(turn -> turn.sender() == Role.SERVER);
  }

  /** A RST that answers what comes when both sides have closed ends nothing. */
  private boolean hasReset(Role role) {
    return connection.teardown().state() == Teardown.State.RESET
        && connection.flow(role).hasSentReset();
  }

  static List<Fact> of(Connection connection) {
    ConnectionFacts found = new ConnectionFacts(connection);
    found.addOpening();
    if (connection.handshake().state() == Handshake.State.COMPLETED) {
      found.addDialogue();
      found.addSegments();
      found.addClose();
      found.addFlows();
    }
    return List.copyOf(found.facts);
  }

  private void addOpening() {
    add(FactName.ADDRESS, connection.server().isIpv6() ? "IPv6" : "IPv4");
    add(FactName.OPENING, EnumWords.of(connection.handshake().state()));
    boolean fastOpen = Opening.of(connection.seenBy(Role.CLIENT)).fastOpen().isPresent();
    connection
        .clientToServer()
        .synOptions()
        .ifPresent(offer -> add(FactName.CLIENT_OFFERS, words(offer, fastOpen)));
    connection
        .serverToClient()
        .synOptions()
        .ifPresent(offer -> add(FactName.SERVER_OFFERS, words(offer, offer.fastOpen())));
  }

  /** The lengths in the options depend on kernel and path; which of them there are does not. */
  private static String words(SynOptions offer, boolean fastOpen) {
    List<String> offered = new ArrayList<>();
    if (fastOpen) {
      offered.add("fast open");
    }
    if (offer.sackPermitted()) {
      offered.add("SACK");
    }
    if (offer.timestamps()) {
      offered.add("timestamps");
    }
    if (offer.windowScale().isPresent()) {
      offered.add("window scale");
    }
    if (offer.mptcp()) {
      offered.add("MPTCP");
    }
    return offered.isEmpty() ? NONE : String.join(", ", offered);
  }

  /**
   * Where an answer races with the rest of the request, the turns depend on who was faster, and
   * only how much was sent in vain is told, as a class: as much as that at most.
   */
  private void addDialogue() {
    if (!races) {
      add(FactName.EXCHANGES, String.valueOf(turns.exchanges()));
      add(FactName.TURNS, String.valueOf(turns.inOrder().size()));
      addTurns();
    }
    add(FactName.CONTINUES, String.valueOf(turns.continues()));
    int size = !races ? 0 : turns.bytesInVain() <= MOST_BUFFERED ? 1 : 2;
    add(FactName.SENT_IN_VAIN, CLASSES_IN_VAIN.get(size));
  }

  private void addTurns() {
    int number = 0;
    for (Turn turn : turns.inOrder().stream().limit(MOST_TURNS).toList()) {
      number++;
      facts.add(
          new Fact(
              "turn %d %s".formatted(number, turn.sender().word()),
              FactKind.TOLERANT,
              List.of(String.valueOf(turn.bytes()))));
    }
  }

  /**
   * On loopback only the first segment is as it was written. On a link most are full ones; whether
   * a write ends within one depends on when the next comes.
   */
  private void addSegments() {
    Flow client = connection.clientToServer();
    List<Segment> data =
        client.connection().segments().stream()
            .filter(segment -> segment.from() == Role.CLIENT && segment.isNewData())
            .toList();
    if (!data.isEmpty()) {
      int first = Math.min(data.get(0).length(), LONGEST_HEAD);
      add(FactName.FIRST_SEGMENT, String.valueOf(first));
    }
    if (!data.isEmpty() && !races && connection.isSeenAtBothEnds()) {
      add(FactName.DATA_SEGMENTS, String.valueOf(data.size()));
      add(
          FactName.LENGTHS,
          data.stream()
              .limit(MOST_LENGTHS)
              .map(segment -> String.valueOf(segment.length()))
              .collect(Collectors.joining(" ")));
    }
  }

  private void addClose() {
    Teardown teardown = connection.teardown();
    FactKind kind = races ? FactKind.RATE : FactKind.EXACT;
    if (teardown.state() != Teardown.State.CANNOT_TELL) {
      facts.add(Fact.of(FactName.CLOSE, kind, close(teardown)));
    }
    List<String> reset = Stream.of(Role.values()).filter(this::hasReset).map(Role::word).toList();
    facts.add(Fact.of(FactName.RESET_BY, kind, reset.isEmpty() ? NONE : String.join(", ", reset)));
    add(FactName.FIRST_TO_CLOSE, teardown.first().map(Role::word).orElse(NONE));
  }

  /** Who closed first varies where both may; who has not closed at all does not. */
  static String close(Teardown teardown) {
    return teardown.state() == Teardown.State.HALF_CLOSED
        ? "half closed by " + teardown.first().map(Role::word).orElse("one side")
        : EnumWords.of(teardown.state());
  }

  /** Times tell what repaired a loss, what a stall was, and what set the speed. */
  private void addFlows() {
    if (connection.trace().completeness().untimedSegments() > 0) {
      return;
    }
    ConnectionDynamics dynamics = ConnectionDynamics.of(connection);
    add(FactName.CLIENT_RECOVERIES, recoveries(dynamics, Role.CLIENT));
    add(FactName.SERVER_RECOVERIES, recoveries(dynamics, Role.SERVER));
    boolean nagle =
        dynamics.stalls().stream()
            .anyMatch(stall -> stall.cause() == StallCause.NAGLE_WITH_DELAYED_ACK);
    add(FactName.NAGLE_STALLS, nagle ? "some" : NONE);
    Limits limits = dynamics.flow(Role.CLIENT).limits();
    limits.nanos().entrySet().stream()
        .filter(share -> share.getValue() > 0)
        .max(Map.Entry.comparingByValue())
        .ifPresent(most -> add(FactName.CLIENT_LIMIT, EnumWords.of(most.getKey())));
  }

  /** By what losses were repaired; what this machine caused is no doing of the client. */
  private String recoveries(ConnectionDynamics dynamics, Role sender) {
    List<Segment> ofThisMachine = HostReordering.needlessResends(connection);
    String causes =
        dynamics.flow(sender).recoveries().stream()
            .filter(recovery -> !ofThisMachine.containsAll(recovery.resends()))
            .filter(recovery -> !isByDelay(recovery, sender))
            .map(recovery -> EnumWords.of(recovery.cause()))
            .distinct()
            .sorted()
            .collect(Collectors.joining(", "));
    return causes.isEmpty() ? NONE : causes;
  }

  /**
   * Whether nothing was lost that was sent again: it came late, or its acknowledgement did, as over
   * a link on a busy machine. Where both ends were captured the arrival of all that either sent in
   * that time says so, else the receiver's reports.
   */
  private boolean isByDelay(Recovery recovery, Role sender) {
    if (recovery.isSpurious() || !connection.isSeenAtBothEnds()) {
      return recovery.isSpurious();
    }
    long from = firstSent(recovery.first(), connection.flow(sender));
    long until = recovery.resends().get(recovery.resends().size() - 1).timeNanos();
    return connection.flows().stream().allMatch(flow -> cameThrough(flow, from, until));
  }

  private static long firstSent(Segment again, Flow flow) {
    return flow.transit().passages().stream()
        .map(Passage::sent)
        .filter(sent -> sent.seq() <= again.seq() && again.seq() < sent.end())
        .mapToLong(Segment::timeNanos)
        .min()
        .orElse(Long.MIN_VALUE);
  }

  /** What a side sent last may still be under way when the capture ends: that is no loss. */
  private static boolean cameThrough(Flow flow, long from, long until) {
    List<Passage> passages = flow.transit().passages();
    int known = passages.size();
    while (known > 0 && passages.get(known - 1).isLost()) {
      known--;
    }
    return passages.subList(0, known).stream()
        .filter(passage -> passage.sent().timeNanos() >= from)
        .filter(passage -> passage.sent().timeNanos() <= until)
        .noneMatch(passage -> passage.isLost() || passage.isDamaged());
  }

  private void add(FactName name, String value) {
    facts.add(Fact.of(name, value));
  }
}
