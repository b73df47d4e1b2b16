package dev.tcpunit.internal.html;

import dev.tcpunit.dynamics.ConnectionDynamics;
import dev.tcpunit.dynamics.Stall;
import dev.tcpunit.dynamics.StallCause;
import dev.tcpunit.dynamics.Waiting;
import dev.tcpunit.dynamics.WaitingFor;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A time in which a connection stood still, or still stands.
 *
 * @param title why, in two words or three
 * @param text who waited for whom, and what proves it
 * @param place where its cause lies
 * @param since the last segment before it
 * @param until the first after it
 * @param nanos how long
 */
record Wait(
    String title, String text, Place place, Segment since, Optional<Segment> until, long nanos) {

  /** Where the cause of a wait lies; the scripts of a page know them by their order. */
  enum Place {
    CLIENT,
    SERVER,
    /** Something was lost, or the path set the pace. */
    ON_THE_WAY,
    UNKNOWN;

    static Place of(Optional<Role> side) {
      return side.map(role -> role == Role.CLIENT ? CLIENT : SERVER).orElse(UNKNOWN);
    }
  }

  /** The stalls, and what each side waits for when the capture ends. */
  static List<Wait> of(Connection connection) {
    List<Wait> waits = new ArrayList<>();
    for (Stall stall : ConnectionDynamics.of(connection).stalls()) {
      if (stall.after().isPresent()) {
        waits.add(ofStall(stall));
      }
    }
    for (Waiting waiting : Waiting.of(connection)) {
      waits.add(ofWaiting(waiting));
    }
    return waits;
  }

  /** What comes after {@link #nanos}, in nanoseconds since the epoch. */
  long endNanos() {
    return since.timeNanos() + nanos;
  }

  private static Wait ofStall(Stall stall) {
    String text = story(stall.cause(), stall.side().orElse(null)) + ": " + stall.explanation();
    return new Wait(
        title(stall.cause()), text, place(stall), stall.before(), stall.after(), stall.nanos());
  }

  private static Place place(Stall stall) {
    boolean onTheWay =
        stall.cause() == StallCause.LOSS_RECOVERY || stall.cause() == StallCause.CONGESTION_WINDOW;
    return onTheWay ? Place.ON_THE_WAY : Place.of(stall.side());
  }

  private static String title(StallCause cause) {
    switch (cause) {
      case APPLICATION:
        return "nothing to send";
      case RECEIVE_WINDOW:
        return "window closed";
      case CONGESTION_WINDOW:
        return "congestion window";
      case LOSS_RECOVERY:
        return "repair of a loss";
      case NAGLE_WITH_DELAYED_ACK:
        return "Nagle and delayed ACK";
      case DELAYED_ACK:
        return "delayed ACK";
      default:
        return "cause not known";
    }
  }

  private static String story(StallCause cause, Role side) {
    if (side == null) {
      return "Neither side sent anything new";
    }
    String one = "the " + side.word();
    String other = "The " + side.peer().word();
    switch (cause) {
      case APPLICATION:
        return other + " waited for " + one + ", whose program had nothing to send";
      case RECEIVE_WINDOW:
        return other + " waited for " + one + " to open its window: its program did not read";
      case CONGESTION_WINDOW:
        return "The "
            + side.word()
            + " waited for acknowledgements: its congestion window was full";
      case LOSS_RECOVERY:
        return other
            + " waited for bytes of "
            + one
            + " that were lost, or whose acknowledgement was, until they were sent again";
      case NAGLE_WITH_DELAYED_ACK:
        return other
            + " waited for "
            + one
            + ", which held a small segment back (Nagle) until an acknowledgement came";
      case DELAYED_ACK:
        return other + " waited for an acknowledgement that " + one + " held back";
      default:
        return "Both sides waited";
    }
  }

  private static Wait ofWaiting(Waiting waiting) {
    String who = waiting.side().map(side -> "the " + side.word()).orElse("either side");
    String text = "When the capture ends " + who + " still waits: " + waiting.explanation();
    return new Wait(
        "still waiting: " + title(waiting.what()),
        text,
        Place.of(waiting.side().map(Role::peer)),
        waiting.since(),
        Optional.empty(),
        waiting.nanos());
  }

  private static String title(WaitingFor what) {
    switch (what) {
      case HANDSHAKE:
        return "no answer to SYN";
      case WINDOW:
        return "window closed";
      case ACKNOWLEDGEMENT:
        return "no acknowledgement";
      case CLOSE:
        return "not closed";
      default:
        return "no data";
    }
  }
}
