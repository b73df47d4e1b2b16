package dev.tcpunit.report;

import static dev.tcpunit.internal.notation.Quantities.count;
import static dev.tcpunit.internal.notation.Quantities.counted;

import dev.tcpunit.dynamics.Opening;
import dev.tcpunit.internal.notation.Quantities;
import dev.tcpunit.trace.Acceptance;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Handshake;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;

/** Puts a step into words that need no knowledge of TCP beyond its names. */
final class StepText {
  private final Connection connection;
  private final StoryStep step;
  private final String actor;
  private final String peer;

  private StepText(Connection connection, StoryStep step) {
    this.connection = connection;
    this.step = step;
    actor = step.actor == Role.CLIENT ? "The client" : "The server";
    peer = step.actor == Role.CLIENT ? "the server" : "the client";
  }

  static String of(Connection connection, StoryStep step) {
    return new StepText(connection, step).whole();
  }

  private String whole() {
    return (step.afterGap ? "Bytes are missing in the capture before this. " : "")
        + text()
        + (step.acknowledgesUnseen ? " What it acknowledges is not all in the capture." : "");
  }

  private String text() {
    switch (step.topic) {
      case OPENING:
        return opening();
      case DATA:
        return data();
      case RESEND:
        return resend();
      case LATE:
        return actor + "'s segments come late, overtaken by segments sent after them" + times();
      case COPY:
        return "The network delivers the same packet of " + lower(actor) + " once more" + times();
      case UNDECIDED:
        return actor
            + "'s segments were sent again or come late: the packets do not tell"
            + times();
      case CLOSE:
        return close();
      case RESET:
        return reset();
      default:
        return flowControl();
    }
  }

  private String flowControl() {
    switch (step.topic) {
      case DUPLICATE_ACKS:
        String number = counted(step.duplicateAcks, "duplicate ACK");
        return actor + " sends " + number + ": it still waits for byte " + step.endOffset + ".";
      case WINDOW_CLOSED:
        return actor + " closes its receive window: it cannot take more for now.";
      case WINDOW_OPENED:
        String closed = Quantities.duration(step.closedNanos);
        return actor + " opens its receive window again, after " + closed + ".";
      case PROBE:
        return actor + " probes the closed window of " + peer + times();
      case KEEP_ALIVE:
        return actor + " asks if " + peer + " is still there (keep-alive)" + times();
      default:
        return actor + " acknowledges what was sent before.";
    }
  }

  private String opening() {
    Opening opening = Opening.of(connection);
    if (step.synFromClient && step.synFromServer && opening.shape() == Opening.Shape.SIMULTANEOUS) {
      return "Both sides ask for a connection at the same time (SYN), and each accepts (SYN-ACK).";
    }
    StringBuilder text = new StringBuilder();
    if (step.synFromClient) {
      text.append("The client asks ").append(step.synAgain ? "once more " : "");
      int early = opening.plainSyn(Role.CLIENT).map(Segment::length).orElse(0);
      text.append("for a connection (SYN");
      text.append(early == 0 ? ")" : " with " + counted(early, "byte") + ")");
    }
    if (step.synFromServer) {
      text.append(text.isEmpty() ? "The" : ", the").append(" server accepts (SYN-ACK)");
    }
    if (step.confirmed) {
      text.append(" and the client confirms (ACK)");
    }
    text.append('.');
    if (step.confirmed && connection.handshake().rttNanos().isPresent()) {
      long nanos = connection.handshake().rttNanos().getAsLong();
      text.append(" The handshake takes ").append(Quantities.duration(nanos)).append('.');
    }
    return text.toString();
  }

  private String data() {
    String text = actor + " sends " + counted(step.bytes, "byte");
    text += " in " + counted(step.segments, "segment");
    text += step.fillsWindow ? ", as many as " + peer + " has room for" : "";
    return text + duplicateAcks() + acknowledged();
  }

  private String duplicateAcks() {
    return step.duplicateAcks == 0
        ? ""
        : "; " + peer + " sends " + counted(step.duplicateAcks, "duplicate ACK");
  }

  private String acknowledged() {
    // No more than it sent: the peer may have acknowledged not even the SYN.
    long open = Math.min(step.bytes, step.endOffset - step.acknowledgedTo);
    if (open <= 0) {
      return "; " + peer + " acknowledges all of them.";
    }
    return "; " + counted(open, "byte") + " not acknowledged yet.";
  }

  private String resend() {
    String what =
        step.bytes == 0
            ? "its FIN"
            : counted(step.bytes, "byte")
                + (step.segments == 1 ? "" : " in " + counted(step.segments, "segment"));
    String before = step.firstSentIn == 0 ? "" : ", first sent in #" + step.firstSentIn;
    String need = step.spurious ? " That was not needed: the bytes had arrived." : "";
    return actor + " sends " + what + " again" + before + ": " + cause() + "." + need;
  }

  private String cause() {
    switch (step.cause) {
      case FAST:
        return "duplicate ACKs or SACK said that they were lost (fast retransmission, RFC 5681)";
      case TIMEOUT:
        return "its retransmission timer ran out (RFC 6298)";
      case TAIL_LOSS_PROBE:
        return "a probe for a lost tail (RFC 8985 section 7)";
      case PATH_MTU:
        return "ICMP said that it was too long for the path (RFC 1191)";
      case FIN:
        return "no answer came";
      default:
        return "the packets do not tell why";
    }
  }

  private String close() {
    return step.bytes == 0
        ? actor + " closes its side (FIN): it has nothing more to send."
        : actor + " sends the last " + counted(step.bytes, "byte") + " and closes its side (FIN).";
  }

  private String reset() {
    if (step.refusal != null) {
      String verdict =
          step.refusal.acceptance() == Acceptance.IGNORED ? " does not accept" : " may not accept";
      return "A RST of "
          + lower(actor)
          + ", which "
          + peer
          + verdict
          + ": "
          + step.refusal.words()
          + times();
    }
    boolean refused = connection.handshake().state() == Handshake.State.REFUSED;
    if (!refused && Ending.isCleanBeforeReset(connection)) {
      return actor + " sends RST, when both sides have closed" + times();
    }
    return actor + (refused ? " refuses" : " aborts") + " the connection (RST)" + times();
  }

  private String times() {
    return step.segments == 1 ? "." : ", " + count(step.segments) + " times.";
  }

  private static String lower(String text) {
    return Character.toLowerCase(text.charAt(0)) + text.substring(1);
  }
}
