package dev.tcpunit.internal.sandbox;

import dev.tcpunit.internal.door.Doors;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The names that a JVM is to know in a private network, where there is no name server: those of
 * {@code /etc/hosts}, this host's own, and others that it is told.
 */
final class HostsFile {
  private static final Path OF_SYSTEM = Path.of("/etc/hosts");

  private final List<String> ofSystem;
  private final Map<String, List<String>> added = new LinkedHashMap<>();

  private HostsFile(List<String> ofSystem) {
    this.ofSystem = ofSystem;
  }

  static HostsFile ofThisHost() {
    HostsFile hosts = new HostsFile(linesOfSystem());
    try {
      String name = InetAddress.getLocalHost().getHostName();
      if (!hosts.knows(name)) {
        hosts.add(name, Arrays.asList(InetAddress.getAllByName(name)));
      }
    } catch (UnknownHostException e) {
      // Nor is it known outside.
    }
    return hosts;
  }

  private static List<String> linesOfSystem() {
    try {
      return Files.readAllLines(OF_SYSTEM);
    } catch (IOException e) {
      // None, or not of one encoding: then its names cannot be told.
      return List.of();
    }
  }

  private boolean knows(String name) {
    return ofSystem.stream().anyMatch(line -> words(line).contains(name));
  }

  private static List<String> words(String line) {
    return List.of(line.replaceFirst("#.*", "").strip().split("\\s+"));
  }

  private void add(String name, List<InetAddress> addresses) {
    added.put(name, addresses.stream().map(HostAddresses::text).toList());
  }

  /** Has the names of hosts outside stand for where there is a door to them. */
  HostsFile withDoors(Doors doors) {
    doors.names().forEach((name, address) -> added.put(name, List.of(address)));
    return this;
  }

  /**
   * What the file has to say that {@code /etc/hosts} does not.
   *
   * @return all of its text, or empty where there is nothing to add
   */
  Optional<String> text() {
    if (added.isEmpty()) {
      return Optional.empty();
    }
    List<String> lines = new ArrayList<>();
    added.forEach(
        (name, addresses) -> addresses.forEach(address -> lines.add(address + " " + name)));
    ofSystem.stream().map(this::withoutAdded).forEach(lines::add);
    return Optional.of(lines.stream().map(line -> line + "\n").collect(Collectors.joining()));
  }

  private String withoutAdded(String line) {
    return words(line).stream()
        .filter(word -> !added.containsKey(word))
        .collect(Collectors.joining(" "));
  }
}
