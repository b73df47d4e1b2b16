package dev.tcpunit.dynamics;

import dev.tcpunit.internal.track.RangeSet;
import dev.tcpunit.trace.Acceptance;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.HttpMessage;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentKind;
import dev.tcpunit.trace.Teardown;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Who sent how many bytes before the other spoke, as the client saw it: the dialogue of a
 * connection, without times and whatever became of single segments.
 *
 * <p>Bytes count when all before them are there, so that neither a loss nor an overtaken segment
 * makes another dialogue. A request and its response are two turns.
 *
 * <p>Example: {@code Turns.of(connection).inOrder()} of an upload that waits for 100 (Continue) are
 * the client's 136 bytes, the server's 25, the client's 200000 and the server's 82.
 */
public final class Turns {
  private static final int CONTINUE = 100;

  /** {@code HTTP/1.1 100 Continue}, and an empty line. */
  private static final int CONTINUE_BYTES = 25;

  /** Most heads have a few hundred bytes. */
  private static final long LONGEST_HEAD = 4_096;

  private final Connection connection;
  private final List<Turn> turns;

  private Turns(Connection connection) {
    this.connection = connection;
    turns = new Dialogue(connection).turns();
  }

  /**
   * Follows the dialogue of a connection.
   *
   * @param connection one that keeps its segments
   * @return the turns
   * @throws IllegalArgumentException if the analysis kept no segments
   */
  public static Turns of(Connection connection) {
    Connection atClient = connection.seenBy(Role.CLIENT);
    Segments.require(atClient);
    return new Turns(atClient);
  }

  /**
   * The turns.
   *
   * @return in order; two that follow each other are of different sides
   */
  public List<Turn> inOrder() {
    return turns;
  }

  /**
   * How often the client spoke and was answered. A 100 (Continue) and what follows it belong to one
   * exchange.
   *
   * @return 0 where only one side spoke
   */
  public int exchanges() {
    int answers = 0;
    for (int i = 1; i < turns.size(); i++) {
      answers += turns.get(i).sender() == Role.SERVER ? 1 : 0;
    }
    return answers - continues();
  }

  /**
   * How often the client sent the head of a request, and its body only after the server's 100
   * (Continue) (RFC 9110 section 10.1.1). Without payload it is known by its 25 bytes.
   *
   * @return 0 for a client that does not wait
   */
  public int continues() {
    int found = 0;
    for (int i = 1; i + 1 < turns.size(); i++) {
      found += isContinue(turns.get(i - 1), turns.get(i)) ? 1 : 0;
    }
    return found;
  }

  private boolean isContinue(Turn before, Turn turn) {
    if (turn.sender() == Role.CLIENT) {
      return false;
    }
    List<HttpMessage> responses = connection.serverToClient().httpMessages();
    return responses.isEmpty()
        ? turn.bytes() == CONTINUE_BYTES && before.bytes() <= LONGEST_HEAD
        : responses.stream()
            .filter(response -> response.start() == turn.start())
            .anyMatch(r -> r.status() == CONTINUE && r.headEnd() == turn.start() + turn.bytes());
  }

  /**
   * How many bytes of a request the client sent in vain: a server that had answered reset the
   * connection, or the client gave it up, before they were read.
   *
   * @return bytes sent after the server's last turn, or never acknowledged, whichever is more; 0
   *     unless the server answered and the connection ended by RST
   */
  public long bytesInVain() {
    boolean answered = turns.stream().anyMatch(turn -> turn.sender() == Role.SERVER);
    if (!answered || connection.teardown().state() != Teardown.State.RESET) {
      return 0;
    }
    Turn last = turns.get(turns.size() - 1);
    long after = last.sender() == Role.CLIENT ? last.bytes() : 0;
    return Math.max(after, connection.clientToServer().unacknowledgedBytes());
  }

  /** Takes the segments one after the other, and hands each new byte to the turn of its sender. */
  private static final class Dialogue {
    private final Connection connection;
    private final Map<Role, RangeSet> seen = new EnumMap<>(Role.class);
    private final Map<Role, Long> next = new EnumMap<>(Role.class);
    private final List<Turn> turns = new ArrayList<>();

    Dialogue(Connection connection) {
      this.connection = connection;
      for (Role role : Role.values()) {
        seen.put(role, new RangeSet());
        next.put(role, firstByte(role));
      }
    }

    /** Data begins behind the SYN, or with the first byte that was captured. */
    private long firstByte(Role sender) {
      return connection.flow(sender).initialSequenceNumber().isPresent()
          ? 1
          : connection.segments().stream()
              .filter(segment -> segment.from() == sender && counts(segment))
              .mapToLong(FlowLog::payloadStart)
              .min()
              .orElse(1);
    }

    List<Turn> turns() {
      connection.segments().stream().filter(Dialogue::counts).forEach(this::take);
      return List.copyOf(turns);
    }

    /** What arrives damaged is no part of the dialogue; what the client sends is, in any case. */
    private static boolean counts(Segment segment) {
      return segment.length() > 0
          && segment.kind() != SegmentKind.RESET
          && (segment.from() == Role.CLIENT || segment.acceptance() != Acceptance.IGNORED);
    }

    private void take(Segment segment) {
      RangeSet ranges = seen.get(segment.from());
      ranges.add(FlowLog.payloadStart(segment), FlowLog.payloadEnd(segment));
      long from = next.get(segment.from());
      int range = ranges.firstEndingAfter(from);
      if (range < ranges.size() && ranges.from(range) <= from) {
        next.put(segment.from(), ranges.to(range));
        speak(segment, from, ranges.to(range) - from);
      }
    }

    private void speak(Segment segment, long from, long bytes) {
      int latest = turns.size() - 1;
      if (latest >= 0 && turns.get(latest).sender() == segment.from()) {
        Turn turn = turns.get(latest);
        turns.set(
            latest,
            new Turn(turn.sender(), turn.start(), turn.bytes() + bytes, turn.first(), segment));
      } else {
        turns.add(new Turn(segment.from(), from, bytes, segment, segment));
      }
    }
  }
}
