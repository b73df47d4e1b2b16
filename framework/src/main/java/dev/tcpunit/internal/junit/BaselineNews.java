package dev.tcpunit.internal.junit;

import dev.tcpunit.baseline.BaselineFiles;
import dev.tcpunit.baseline.BaselineResult;
import dev.tcpunit.baseline.FactDifference;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is to be said of the baselines of a test that passes. */
final class BaselineNews {
  private BaselineNews() {}

  /** Empty where all is as recorded, or a failure has told it. */
  static Optional<String> of(TestName test, BaselineFiles baselines) {
    String news =
        baselines.results().stream()
            .filter(result -> !words(result).isEmpty())
            .map(result -> "TcpUnit: %s: %s\n".formatted(test, words(result)))
            .collect(Collectors.joining());
    return news.isEmpty() ? Optional.empty() : Optional.of(news);
  }

  private static String words(BaselineResult result) {
    return switch (result.status()) {
      case BETTER ->
          "better than %s: %s (tcpunit.baseline=ratchet keeps it so)"
              .formatted(result.file(), differences(result));
      case TIGHTENED ->
          "better, and written to %s: %s".formatted(result.file(), differences(result));
      case UPDATED -> "accepted as " + result.file();
      case AS_RECORDED, CREATED, MISSING, DIFFERENT -> "";
    };
  }

  private static String differences(BaselineResult result) {
    return result.differences().stream()
        .map(FactDifference::toString)
        .collect(Collectors.joining("; "));
  }
}
