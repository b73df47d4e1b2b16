package dev.tcpunit.baseline;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a difference means for who uses the client. */
final class Meaning {
  static final String OTHER_SERVER = "connections go to other server ports than then";

  private Meaning() {}

  /**
   * The meaning of a fact that is not as recorded.
   *
   * @param recorded the fact of the baseline
   * @param seen the value of this run
   * @param said how what all connections said is to what was recorded
   */
  static String of(Fact recorded, String seen, Dialogue said) {
    String then = recorded.values().get(0);
    if (FactName.isTurn(recorded.name())) {
      return turn(recorded.name(), then, seen);
    }
    for (FactName name : FactName.values()) {
      if (recorded.is(name)) {
        return of(name, then, seen, said);
      }
    }
    return "";
  }

  private static String of(FactName name, String then, String seen, Dialogue said) {
    return switch (name) {
      case CONNECTIONS -> connections(then, seen, said);
      case REFUSED ->
          more(then, seen) > 0
              ? "the client first tries an address or port where nobody listens: time is lost"
              : "fewer attempts in vain";
      case OUTCOME -> "the program itself makes something else of it, whatever the packets say";
      case SERVER -> OTHER_SERVER;
      case ADDRESS -> "another kind of address: another route, other firewalls, maybe another host";
      case OPENING -> "the connection is not opened as it was";
      case CLIENT_OFFERS, SERVER_OFFERS -> offers(then, seen);
      case EXCHANGES -> exchanges(then, seen);
      case CONTINUES ->
          more(then, seen) < 0
              ? "the client no longer waits for 100 (Continue): a round trip less, but a body that"
                  + " the server refuses is sent in vain"
              : "the client waits for 100 (Continue): a round trip more before a body";
      case TURNS, TURN -> "the two sides take turns in another way";
      case FIRST_SEGMENT ->
          more(then, seen) > 0
              ? "the first write is longer: a longer head, or head and body in one"
              : "the first write is shorter: a shorter head, or one without the body";
      case SENT_IN_VAIN ->
          seen.equals(ConnectionFacts.NONE)
              ? "nothing is sent any more that the server has refused"
              : "the client sends a body that the server has refused: in vain, and it may get a RST"
                  + " in place of the answer";
      case CLOSE -> close(seen);
      case RESET_BY ->
          seen.equals(ConnectionFacts.NONE)
              ? "no side aborts any more"
              : "RST discards what was not read by then, and the peer gets an error (ECONNRESET)";
      case CLIENT_RECOVERIES, SERVER_RECOVERIES -> recoveries(seen);
      case DATA_SEGMENTS, LENGTHS, FIRST_TO_CLOSE, NAGLE_STALLS, CLIENT_LIMIT -> "";
    };
  }

  private static String connections(String then, String seen, Dialogue said) {
    long more = more(then, seen);
    if (more <= 0) {
      return said == Dialogue.OTHER
          ? "not all that was sent then is sent now, or not over as many connections"
          : "handshakes are saved";
    }
    return switch (said) {
      case OVER_MORE ->
          "connections are not used again as they were: a handshake and a slow start each";
      case SAME -> count(more, "attempt") + " more that came to nothing: time is lost";
      case OTHER ->
          count(more, "connection") + " more: a handshake, a round trip and a slow start each";
    };
  }

  private static String offers(String then, String seen) {
    Set<String> gone = new LinkedHashSet<>(List.of(then.split(", ")));
    Set<String> come = new LinkedHashSet<>(List.of(seen.split(", ")));
    gone.removeAll(Arrays.asList(seen.split(", ")));
    come.removeAll(Arrays.asList(then.split(", ")));
    gone.remove(ConnectionFacts.NONE);
    come.remove(ConnectionFacts.NONE);
    String lost = gone.isEmpty() ? "" : "no longer offered: " + String.join(", ", gone);
    String won = come.isEmpty() ? "" : "now offered: " + String.join(", ", come);
    return lost + (lost.isEmpty() || won.isEmpty() ? "" : "; ") + won;
  }

  private static String exchanges(String then, String seen) {
    long more = more(then, seen);
    return more > 0
        ? "%s more: a round trip each".formatted(count(more, "exchange"))
        : "%s fewer: something is no longer asked, or not answered"
            .formatted(count(-more, "exchange"));
  }

  private static String turn(String name, String then, String seen) {
    long more = more(then, seen);
    return "the %s sends %s %s in this turn"
        .formatted(
            name.substring(name.lastIndexOf(' ') + 1),
            count(Math.abs(more), "byte"),
            more > 0 ? "more" : "fewer");
  }

  private static String close(String seen) {
    if (seen.equals("reset")) {
      return "the connection ends by RST: what was not read by then is lost, and the peer gets an"
          + " error (ECONNRESET)";
    }
    if (seen.equals("open")) {
      return "nobody closes the connection any more: it is kept for later, or leaked";
    }
    return seen.startsWith("half closed")
        ? "the other side never closes: its socket stays in CLOSE-WAIT, a leak"
        : "both sides close by FIN: a connection that was kept or aborted is not any more";
  }

  private static String recoveries(String seen) {
    if (seen.equals(ConnectionFacts.NONE)) {
      return "nothing had to be sent again";
    }
    return seen.contains("timeout")
        ? "something was sent again only when the timer ran out: 200 ms or more are lost each time"
        : "something had to be sent again, by other means than then";
  }

  private static long more(String then, String seen) {
    try {
      return Long.parseLong(seen) - Long.parseLong(then);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
