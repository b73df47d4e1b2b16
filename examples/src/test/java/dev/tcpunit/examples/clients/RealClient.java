package dev.tcpunit.examples.clients;

import java.nio.file.Path;
import java.security.CodeSource;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

/**
 * A row of the table.
 *
 * @param name of the row
 * @param version of the library that was measured
 * @param isPinned whether this build decides on that version
 * @param maker makes a client that has no connections yet
 * @param server takes its images
 * @param explained rules that its healthy upload violates, and why that is right
 * @param varying what is not the same in every run, and why
 */
record RealClient(
    String name,
    String version,
    boolean isPinned,
    Callable<UploadClient> maker,
    UploadServer.Maker server,
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
   * @param text what stands in the table for them
   * @param reason what decides between them
   */
  record Varying(List<String> values, String text, String reason) {}

  /** A client of the library that has this class. */
  static RealClient of(String name, Class<?> library, Callable<UploadClient> maker) {
    Optional<String> jar = jarOf(library);
    String version = jar.orElse("JDK " + Runtime.version().feature());
    return ofHttp(name, version, jar.isPresent(), maker);
  }

  /** A client of a program of this machine. */
  static RealClient ofProgram(String name, String version, Callable<UploadClient> maker) {
    return ofHttp(name, version, false, maker);
  }

  private static RealClient ofHttp(
      String name, String version, boolean isPinned, Callable<UploadClient> maker) {
    return new RealClient(
        name, version, isPinned, maker, HttpUploadServer::new, AT_A_LOADED_SERVER, Map.of());
  }

  /** Of another protocol than HTTP/1.1. */
  RealClient servedBy(UploadServer.Maker other) {
    return new RealClient(name, version, isPinned, maker, other, explained, varying);
  }

  /** With another rule that its healthy upload violates. */
  RealClient explaining(String rule, String reason) {
    Map<String, String> all = new HashMap<>(explained);
    all.put(rule, reason);
    return new RealClient(name, version, isPinned, maker, server, Map.copyOf(all), varying);
  }

  /** With another cell that is not the same in every run. */
  RealClient varying(Column column, String reason, String... values) {
    return varying(column, new Varying(List.of(values), String.join(ANOTHER, values), reason));
  }

  /** With a number that is not the same in every run. */
  RealClient counting(Column column, int least, int most, String reason) {
    List<String> values = IntStream.rangeClosed(least, most).mapToObj(String::valueOf).toList();
    return varying(column, new Varying(values, least + " to " + most, reason));
  }

  private RealClient varying(Column column, Varying may) {
    Map<Column, Varying> all = new EnumMap<>(Column.class);
    all.putAll(varying);
    all.put(column, may);
    return new RealClient(name, version, isPinned, maker, server, explained, Map.copyOf(all));
  }

  /** What the table says where this was seen: all that may be, if it is one of them. */
  String cell(Column column, Object seen) {
    String value = String.valueOf(seen);
    Varying may = varying.get(column);
    return may != null && may.values().contains(value) ? may.text() : value;
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
