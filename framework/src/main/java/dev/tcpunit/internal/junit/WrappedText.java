package dev.tcpunit.internal.junit;

/** Lines of at most 100 columns, broken at spaces; a word that is longer stands on its own. */
final class WrappedText {
  static final int WIDTH = 100;

  private final StringBuilder text = new StringBuilder();

  /** Adds a line; what does not fit goes on below it, set in further. */
  WrappedText add(String indent, String line, String hanging) {
    StringBuilder current = new StringBuilder(indent);
    boolean empty = true;
    for (String word : line.split(" ", -1)) {
      if (!empty && current.length() + 1 + word.length() > WIDTH) {
        text.append(current).append('\n');
        current.setLength(0);
        current.append(indent).append(hanging).append(word);
      } else {
        current.append(empty ? "" : " ").append(word);
      }
      empty = false;
    }
    text.append(current.toString().stripTrailing()).append('\n');
    return this;
  }

  /** The lines, each with its end. */
  @Override
  public String toString() {
    return text.toString();
  }
}
