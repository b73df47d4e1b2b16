package dev.tcpunit.internal.junit;

import dev.tcpunit.internal.sandbox.CurrentSandbox;
import dev.tcpunit.internal.sandbox.RunnerScript;
import java.io.IOException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Collection;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Explains failures for want of another host: a private network has none. */
final class NoOutside {
  /** As the JDK says it: the name alone, or with what the resolver said. */
  private static final Pattern HOST = Pattern.compile("(?<host>[^\\s:]+)(: .*)?");

  private static final Pattern UNREACHABLE =
      Pattern.compile("(?i).*(network is unreachable|no route to host).*", Pattern.DOTALL);

  private NoOutside() {}

  /**
   * What there is to say where this JVM is in a private network of TcpUnit's and one of them is of
   * that kind. What a runner's network has is not known, and it has no doors.
   */
  static Optional<String> words(Collection<Throwable> failures) {
    return CurrentSandbox.strategy().filter(way -> !way.equals(RunnerScript.LABEL)).isPresent()
        ? failures.stream().map(NoOutside::words).flatMap(Optional::stream).findFirst()
        : Optional.empty();
  }

  private static Optional<String> words(Throwable failure) {
    String message = Failures.messageOf(failure);
    if (failure instanceof UnknownHostException) {
      Matcher host = HOST.matcher(message);
      return Optional.of(words("no name server", host.matches() ? host.group("host") : "HOST"));
    }
    if (failure instanceof UnresolvedAddressException) {
      return Optional.of(words("no name server", "HOST"));
    }
    boolean unreachable =
        failure instanceof NoRouteToHostException
            || failure instanceof IOException && UNREACHABLE.matcher(message).matches();
    return unreachable ? Optional.of(words("no way to another host", "HOST")) : Optional.empty();
  }

  private static String words(String lack, String host) {
    return "this test runs in a private network, where there is %s: tcpunit.forward=%s:PORT lets"
            .formatted(lack, host)
        + " tests reach a port outside";
  }
}
