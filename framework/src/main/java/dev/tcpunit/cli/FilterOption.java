package dev.tcpunit.cli;

import dev.tcpunit.trace.Connection;
import java.util.List;
import java.util.function.Predicate;
import picocli.CommandLine.Option;

/** The option by which connections are chosen; more than one lets more through. */
final class FilterOption {
  @Option(
      names = "--filter",
      paramLabel = "ENDPOINT",
      converter = EndpointFilter.Converter.class,
      description =
          "Only connections from or to 8081 (a port), 192.0.2.1, 192.0.2.1:8081 or"
              + " [2001:db8::1]:443. Given again, it lets more through.")
  private List<EndpointFilter> filters = List.of();

  /** Null where none was given. */
  Predicate<Connection> predicateOrNull() {
    return filters.isEmpty() ? null : predicate();
  }

  Predicate<Connection> predicate() {
    return connection ->
        filters.isEmpty()
            || filters.stream()
                .anyMatch(f -> f.fits(connection.client()) || f.fits(connection.server()));
  }
}
