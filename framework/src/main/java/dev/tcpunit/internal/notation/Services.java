package dev.tcpunit.internal.notation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * TCP ports by service name: a table of common names, and nothing of this machine's, so that the
 * same text reads the same everywhere.
 *
 * <p>Any other name stands for one port throughout the text, taken in the order of appearance from
 * those that IANA keeps unassigned, the well-known ones first: a port that has a name is most often
 * the server's.
 */
final class Services {
  private static final Pattern ENTRY = Pattern.compile("^(\\S+)\\s+(\\d+)/tcp\\b([^#]*)");

  /** First and last of ranges that are reserved or unassigned. */
  private static final int[][] STAND_INS = {{225, 241}, {249, 255}, {1011, 1020}, {47809, 47999}};

  private final Map<String, Integer> ports = new HashMap<>();
  private int standIns;

  Services() {
    try (BufferedReader table = table()) {
      table.lines().forEach(this::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port(String text) {
    if (!text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return (int) Numbers.unsigned("port", text, Numbers.MAX_16_BITS);
    }
    return ports.computeIfAbsent(text, name -> standIn(standIns++));
  }

  private static int standIn(int number) {
    int left = number;
    for (int[] range : STAND_INS) {
      int size = range[1] - range[0] + 1;
      if (left < size) {
        return range[0] + left;
      }
      left -= size;
    }
    throw new NotationException(
        "more than " + number + " unknown service names (tcpdump -nn prints numbers)");
  }

  private static BufferedReader table() {
    return new BufferedReader(
        new InputStreamReader(
            Objects.requireNonNull(Services.class.getResourceAsStream("services")),
            StandardCharsets.UTF_8));
  }

  private void add(String line) {
    Matcher entry = ENTRY.matcher(line);
    if (entry.find()) {
      int port = Integer.parseInt(entry.group(2));
      ports.putIfAbsent(entry.group(1), port);
      for (String alias : entry.group(3).trim().split("\\s+")) {
        ports.putIfAbsent(alias, port);
      }
    }
  }
}
