package dev.tcpunit.internal.notation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * TCP ports by service name: a table of common names first, so that the same text reads the same
 * everywhere, then this machine's {@code /etc/services}.
 */
final class Services {
  private static final Pattern ENTRY = Pattern.compile("^(\\S+)\\s+(\\d+)/tcp\\b([^#]*)");

  private final Map<String, Integer> ports;

  private Services(Map<String, Integer> ports) {
    this.ports = ports;
  }

  static Services load() {
    return load(Path.of("/etc/services"));
  }

  static Services load(Path machineFile) {
    Map<String, Integer> ports = new HashMap<>();
    try (BufferedReader builtIn = builtIn()) {
      builtIn.lines().forEach(line -> add(ports, line));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try (BufferedReader file = Files.newBufferedReader(machineFile, StandardCharsets.ISO_8859_1)) {
      file.lines().forEach(line -> add(ports, line));
    } catch (IOException | UncheckedIOException ignored) {
      // No such file on many systems: the common names remain.
    }
    return new Services(ports);
  }

  int port(String text) {
    if (!text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return (int) Numbers.unsigned("port", text, Numbers.MAX_16_BITS);
    }
    Integer port = ports.get(text);
    if (port == null) {
      throw new NotationException(
          "no port is known for service \"" + text + "\" (tcpdump -nn prints numbers)");
    }
    return port;
  }

  private static BufferedReader builtIn() {
    return new BufferedReader(
        new InputStreamReader(
            Objects.requireNonNull(Services.class.getResourceAsStream("services")),
            StandardCharsets.UTF_8));
  }

  private static void add(Map<String, Integer> ports, String line) {
    Matcher entry = ENTRY.matcher(line);
    if (!entry.find()) {
      return;
    }
    int port = Integer.parseInt(entry.group(2));
    if (port > Numbers.MAX_16_BITS) {
      return;
    }
    ports.putIfAbsent(entry.group(1), port);
    for (String alias : entry.group(3).trim().split("\\s+")) {
      ports.putIfAbsent(alias, port);
    }
  }
}
