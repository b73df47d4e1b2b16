package dev.tcpunit.internal.html;

/**
 * A list of integers as JSON, each written as its difference to what a reader expects it to be:
 * mostly 0, so that a hundred thousand segments take some hundred kilobytes.
 */
final class Column {
  private final StringBuilder json = new StringBuilder("[");

  void add(long value, long expected) {
    if (json.length() > 1) {
      json.append(',');
    }
    json.append(value - expected);
  }

  void add(long value) {
    add(value, 0);
  }

  @Override
  public String toString() {
    return json + "]";
  }
}
