package dev.tcpunit.baseline;

import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The facts that there are, in the order in which they are written. */
enum FactName {
  CONNECTIONS("connections", FactKind.EXACT),
  REFUSED("refused", FactKind.EXACT),
  OUTCOME("outcome", FactKind.EXACT),
  SERVER("server", FactKind.EXACT),
  ADDRESS("address", FactKind.EXACT),
  OPENING("opening", FactKind.EXACT),
  CLIENT_OFFERS("client offers", FactKind.EXACT),
  SERVER_OFFERS("server offers", FactKind.EXACT),
  EXCHANGES("exchanges", FactKind.EXACT),
  CONTINUES("waits for Continue", FactKind.EXACT),
  TURNS("turns", FactKind.EXACT),
  /** The first of several: its number and side follow. */
  TURN("turn", FactKind.TOLERANT),
  FIRST_SEGMENT("first segment", FactKind.TOLERANT),
  DATA_SEGMENTS("data segments", FactKind.RATE),
  LENGTHS("segment lengths", FactKind.RATE),
  SENT_IN_VAIN("sent in vain", FactKind.CLASS),
  CLOSE("close", FactKind.EXACT),
  RESET_BY("reset by", FactKind.EXACT),
  FIRST_TO_CLOSE("first to close", FactKind.RATE),
  CLIENT_RECOVERIES("client recoveries", FactKind.CLASS),
  SERVER_RECOVERIES("server recoveries", FactKind.CLASS),
  NAGLE_STALLS("Nagle stalls", FactKind.RATE),
  CLIENT_LIMIT("client limited by", FactKind.RATE);

  private static final Pattern NUMBERED = Pattern.compile("turn [0-9]{1,6} (client|server)");

  private final String words;
  private final FactKind kind;

  FactName(String words, FactKind kind) {
    this.words = words;
    this.kind = kind;
  }

  String words() {
    return words;
  }

  /** How it is compared where nothing makes it vary. */
  FactKind kind() {
    return kind;
  }

  static boolean isTurn(String name) {
    return NUMBERED.matcher(name).matches();
  }

  static boolean isKnown(String name) {
    return isTurn(name) || Stream.of(values()).anyMatch(n -> n != TURN && n.words.equals(name));
  }
}
