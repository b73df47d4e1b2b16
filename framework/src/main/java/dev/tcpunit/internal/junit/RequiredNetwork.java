package dev.tcpunit.internal.junit;

import dev.tcpunit.internal.sandbox.CurrentSandbox;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Holds a test to {@code tcpunit.sandbox=required}. Whatever left its class in the host's network,
 * a setting, an annotation or the machine, this is where it ends.
 */
final class RequiredNetwork {
  private static final String SETTING = "tcpunit.sandbox";

  private RequiredNetwork() {}

  /** Fails the test where a private network is required and this JVM is in none. */
  static void refuseOutside(ExtensionContext context) {
    complaint(
            () -> TestName.of(context),
            CurrentSandbox.strategy().isPresent(),
            context::getConfigurationParameter,
            CaptureAdvice::inThisJvm)
        .ifPresent(
            text -> {
              throw new ExtensionConfigurationException(text);
            });
  }

  static Optional<String> complaint(
      Supplier<TestName> test,
      boolean isInside,
      Function<String, Optional<String>> settings,
      Supplier<String> advice) {
    String said = settings.apply(SETTING).map(String::strip).orElse("");
    if (isInside || !said.equalsIgnoreCase("required")) {
      return Optional.empty();
    }
    return Optional.of(
        "%s is required, but %s runs in the host's network%s.\n%s"
            .formatted(SETTING, test.get(), reasons(settings), advice.get()));
  }

  /** The settings by which a class stays where it is, or is led elsewhere. */
  private static String reasons(Function<String, Optional<String>> settings) {
    List<String> said =
        Stream.of("tcpunit.fork", "tcpunit.fork.runner", "tcpunit.interface", "tcpunit.engine")
            .flatMap(name -> settings.apply(name).map(value -> name + "=" + value.strip()).stream())
            .toList();
    return said.isEmpty() ? "" : " (" + String.join(", ", said) + ")";
  }
}
