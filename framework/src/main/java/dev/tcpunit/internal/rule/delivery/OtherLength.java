package dev.tcpunit.internal.rule.delivery;

import dev.tcpunit.internal.rule.HalfOpen;
import dev.tcpunit.internal.rule.Standstill;
import dev.tcpunit.internal.rule.UnfinishedMessage;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Remedy;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Handshake;

/** Why a side sent more or fewer bytes than it should. */
final class OtherLength {
  private OtherLength() {}

  /** {@code , 4 too few}; nothing where it is right. */
  static String words(long expected, long actual) {
    return actual == expected
        ? ""
        : ", %d %s"
            .formatted(Math.abs(actual - expected), actual > expected ? "too many" : "too few");
  }

  /** Adds how the side stopped sending and what to look for. */
  static Finding explain(Finding message, Flow flow, long expected, long actual) {
    return actual > expected ? tooMany(message, expected, actual) : tooFew(message, flow, actual);
  }

  private static Finding tooMany(Finding message, long expected, long actual) {
    // Any number is a multiple of 1, and many are of 2: only a large one is seldom met by chance.
    if (expected > 0 && actual % expected == 0 && actual / expected < expected) {
      return message
          .fact("evidence", "that is exactly %d times as many".formatted(actual / expected))
          .lookFor(Remedy.WRITE_ONCE);
    }
    return message.lookFor(Remedy.COUNT_ALL).lookFor(Remedy.WRITE_ONCE);
  }

  private static Finding tooFew(Finding message, Flow flow, long actual) {
    Connection connection = flow.connection();
    String side = Wording.side(flow.sender());
    if (connection.handshake().state() != Handshake.State.COMPLETED) {
      return message;
    }
    if (flow.finOffset().isPresent()) {
      message.fact("evidence", "the %s closed after %s".formatted(side, ends(flow, actual)));
      return actual == 0
          ? message.lookFor(Remedy.FLUSH_BEFORE_CLOSE)
          : unfinished(message, flow).lookFor(Remedy.WRITE_ALL);
    }
    if (flow.hasSentReset() || connection.flow(flow.sender().peer()).hasSentReset()) {
      String other = Wording.side(flow.sender().peer());
      String who = flow.hasSentReset() ? side : other;
      message.fact(
          "evidence",
          "the %s aborted the connection with RST after %s".formatted(who, ends(flow, actual)));
      unfinished(message, flow);
      return (flow.hasSentReset() ? message.lookFor(Remedy.ABORTED_UPLOAD) : message)
          .fact("look for", "what aborted it: hasNoResets() tells more");
    }
    if (connection.teardown().first().isPresent()) {
      return HalfOpen.tell(message, connection);
    }
    new Standstill(connection).tell(message);
    return actual == 0 ? message : message.lookFor(Remedy.WRITE_ALL);
  }

  private static Finding unfinished(Finding message, Flow flow) {
    return UnfinishedMessage.of(flow)
        .map(rest -> message.fact("evidence", rest.words()))
        .orElse(message);
  }

  /** {@code them, all acknowledged}. */
  private static String ends(Flow flow, long actual) {
    long open = actual - flow.acknowledgedBytes();
    String most = actual == 0 ? "no byte" : Wording.count(actual, "byte");
    return actual == 0
        ? most
        : most
            + (open > 0 ? ", %d of them not acknowledged".formatted(open) : ", all acknowledged");
  }
}
