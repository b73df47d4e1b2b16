package dev.tcpunit.examples.clients;

import java.nio.file.Path;
import java.security.CodeSource;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * A row of the table.
 *
 * @param name of the row
 * @param version of the library that was measured
 * @param isPinned whether this build decides on that version
 * @param maker makes a client that has no connections yet
 * @param explained rules that its healthy upload violates, and why that is right
 * @param varying what is not the same in every run, and why
 */
record RealClient(
    String name,
    String version,
    boolean isPinned,
    Callable<UploadClient> maker,
    Map<String, String> explained,
    Map<Column, Varying> varying) {
  private static final String ANOTHER = " or ";

  private static final Map<String, String> AT_A_LOADED_SERVER =
      Map.of(
          "acknowledgesEverySecondFullSegment",
          "Linux sends one ACK for all that arrived while the server's thread held the socket");

  /**
   * What a cell may be.
   *
   * @param values all of them
   * @param reason what decides between them
   */
  record Varying(List<String> values, String reason) {}

  /** A client of the library that has this class. */
  static RealClient of(String name, Class<?> library, Callable<UploadClient> maker) {
    Optional<String> jar = jarOf(library);
    String version = jar.orElse("JDK " + Runtime.version().feature());
    return new RealClient(name, version, jar.isPresent(), maker, AT_A_LOADED_SERVER, Map.of());
  }

  /** A client of a program of this machine. */
  static RealClient ofProgram(String name, String version, Callable<UploadClient> maker) {
    return new RealClient(name, version, false, maker, AT_A_LOADED_SERVER, Map.of());
  }

  /** With another rule that its healthy upload violates. */
  RealClient explaining(String rule, String reason) {
    Map<String, String> all = new HashMap<>(explained);
    all.put(rule, reason);
    return new RealClient(name, version, isPinned, maker, Map.copyOf(all), varying);
  }

  /** With another cell that is not the same in every run. */
  RealClient varying(Column column, String reason, String... values) {
    Map<Column, Varying> all = new EnumMap<>(Column.class);
    all.putAll(varying);
    all.put(column, new Varying(List.of(values), reason));
    return new RealClient(name, version, isPinned, maker, explained, Map.copyOf(all));
  }

  /** What the table says where this was seen: all that may be, if it is one of them. */
  String cell(Column column, Object seen) {
    String value = String.valueOf(seen);
    Varying may = varying.get(column);
    return may != null && may.values().contains(value) ? String.join(ANOTHER, may.values()) : value;
  }

  /** The name of its jar says the version; the classes of the JDK have none. */
  private static Optional<String> jarOf(Class<?> library) {
    return Optional.ofNullable(library.getProtectionDomain().getCodeSource())
        .map(CodeSource::getLocation)
        .filter(location -> !location.getProtocol().equals("jrt"))
        .map(location -> Path.of(location.getPath()).getFileName().toString())
        .map(jar -> jar.replaceFirst("\\.jar$", ""));
  }

  @Override
  public String toString() {
    return name;
  }
}
