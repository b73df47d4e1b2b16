package dev.tcpunit.internal.junit;

import dev.tcpunit.baseline.BaselineFiles;
import dev.tcpunit.baseline.BaselineMode;
import dev.tcpunit.internal.junit.CaptureSettings.Keep;
import dev.tcpunit.internal.live.CaptureHub;
import dev.tcpunit.internal.live.PayloadMode;
import dev.tcpunit.junit.Leaks;
import dev.tcpunit.junit.Payload;
import dev.tcpunit.junit.WhenUnavailable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Reads the {@code tcpunit.*} settings. JUnit looks them up: configuration parameters of the launch
 * first, then system properties, then {@code junit-platform.properties}.
 */
final class SettingsReader {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|)");
  private static final long MEBIBYTE = 1 << 20;
  private static final int LARGEST_BUFFER = 1024;

  private final ExtensionContext context;

  SettingsReader(ExtensionContext context) {
    this.context = context;
  }

  CaptureSettings read(CaptureOverrides overrides) {
    return new CaptureSettings(
        overrides.interfaceName().isEmpty()
            ? text("tcpunit.interface", "lo")
            : overrides.interfaceName(),
        payload(overrides.payload()),
        overrides.ports().isEmpty()
            ? parse("tcpunit.ports", "", "numbers like 8080,8081", SettingsReader::ports)
            : overrides.ports(),
        text("tcpunit.engine", null),
        parse("tcpunit.settleTimeout", "2s", "a time like 2s or 500ms", SettingsReader::duration),
        keep("tcpunit.artifacts"),
        directory(),
        keep("tcpunit.html"),
        oneOf(
            "tcpunit.report",
            "failures",
            Map.of("failures", Keep.FAILURES, "all", Keep.ALWAYS, "none", Keep.NEVER)),
        oneOf("tcpunit.story", "failures", Map.of("failures", true, "never", false)),
        unavailable(overrides.whenUnavailable()),
        leaks(overrides.leaks()),
        Optional.of(text("tcpunit.tls.keylog", "")).filter(set -> !set.isEmpty()).map(Path::of),
        limit(),
        parse(
            "tcpunit.bufferSize",
            "auto",
            "auto or a number of MiB from 1 to 1024, like 64",
            SettingsReader::bufferBytes));
  }

  private Keep keep(String key) {
    return oneOf(
        key,
        "failures",
        Map.of("failures", Keep.FAILURES, "always", Keep.ALWAYS, "never", Keep.NEVER));
  }

  /** What open windows may keep: as set, and never so much that the tests run out of memory. */
  private long limit() {
    long set =
        MEBIBYTE * parse("tcpunit.limit", "256", "a number of MiB like 256", Integer::parseInt);
    return Math.min(set, CaptureHub.mostOf(Runtime.getRuntime().maxMemory()));
  }

  /** Whether the packets of loopback may be steered to one processor in a private network. */
  boolean steering() {
    return oneOf("tcpunit.steering", "auto", Map.of("auto", true, "off", false));
  }

  /** Where tests leave their files. */
  Path directory() {
    String set = text("tcpunit.directory", "");
    return set.isEmpty()
        ? OutputFolder.of(text(OutputFolder.SETTING, ""), Path.of("")).resolve("tcpunit")
        : Path.of(set);
  }

  /** The baselines of a test's class, and what is written of them. */
  BaselineFiles baselines(TestName test, Path directory) {
    Path committed =
        Path.of(
            text("tcpunit.baselineDirectory", Path.of("src", "test", "tcp-baselines").toString()));
    return new BaselineFiles(
        committed,
        directory.resolve("baselines"),
        test.folder(),
        baselineMode(),
        ContinuousIntegration.isHere());
  }

  /** In an IDE and in Gradle an environment variable is nearer at hand than a property. */
  private BaselineMode baselineMode() {
    String variable = System.getenv("TCPUNIT_BASELINE");
    boolean said = System.getProperty("tcpunit.baseline") != null;
    boolean byVariable = !said && variable != null && !variable.isBlank();
    return oneOf(
        byVariable ? "TCPUNIT_BASELINE" : "tcpunit.baseline",
        byVariable ? variable.strip() : "auto",
        Map.of(
            "auto",
            BaselineMode.AUTO,
            "update",
            BaselineMode.UPDATE,
            "none",
            BaselineMode.NONE,
            "ratchet",
            BaselineMode.RATCHET));
  }

  /** What becomes of a test that lacks what it needs. */
  WhenUnavailable unavailable(WhenUnavailable said) {
    return said != WhenUnavailable.AS_CONFIGURED
        ? said
        : oneOf(
            "tcpunit.unavailable",
            "fail",
            Map.of(
                "fail",
                WhenUnavailable.FAIL,
                "skip",
                WhenUnavailable.SKIP,
                "skip-elsewhere",
                WhenUnavailable.SKIP_ELSEWHERE));
  }

  private Leaks leaks(Leaks said) {
    return said != Leaks.AS_CONFIGURED
        ? said
        : oneOf(
            "tcpunit.leaks",
            "ignore",
            Map.of(
                "ignore",
                Leaks.IGNORE,
                "fail",
                Leaks.FAIL,
                "fail-after-class",
                Leaks.FAIL_AFTER_CLASS,
                "fail-after-jvm",
                Leaks.FAIL_AFTER_JVM));
  }

  private PayloadMode payload(Payload payload) {
    if (payload != Payload.AS_CONFIGURED) {
      return PayloadMode.valueOf(payload.name());
    }
    return oneOf(
        "tcpunit.payload",
        "headers",
        Map.of("headers", PayloadMode.HEADERS, "full", PayloadMode.FULL));
  }

  private String text(String key, String otherwise) {
    return context.getConfigurationParameter(key).map(String::strip).orElse(otherwise);
  }

  private <T> T oneOf(String key, String otherwise, Map<String, T> values) {
    String choices = String.join(", ", values.keySet().stream().sorted().toList());
    return parse(key, otherwise, "one of " + choices, values::get);
  }

  /** A parser answers null or throws where the text is not what is expected. */
  private <T> T parse(String key, String otherwise, String expected, Function<String, T> parser) {
    String text = text(key, otherwise);
    T value;
    try {
      value = parser.apply(text);
    } catch (IllegalArgumentException e) {
      value = null;
    }
    if (value == null) {
      throw new ExtensionConfigurationException(
          "setting %s must be %s, but is \"%s\"".formatted(key, expected, text));
    }
    return value;
  }

  private static Duration duration(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      return null;
    }
    long number = Long.parseLong(matcher.group(1));
    return matcher.group(2).equals("ms") ? Duration.ofMillis(number) : Duration.ofSeconds(number);
  }

  /** Room for what the kernel captures until it is read; empty for what fits the payload mode. */
  private static OptionalInt bufferBytes(String text) {
    if (text.equals("auto")) {
      return OptionalInt.empty();
    }
    int mebibytes = Integer.parseInt(text);
    return mebibytes < 1 || mebibytes > LARGEST_BUFFER
        ? null
        : OptionalInt.of(mebibytes * (int) MEBIBYTE);
  }

  private static List<Integer> ports(String text) {
    return text.isEmpty()
        ? List.of()
        : Arrays.stream(text.split(",")).map(String::strip).map(Integer::valueOf).toList();
  }
}
