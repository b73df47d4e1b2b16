package dev.tcpunit.junit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.tcpunit.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.platform.engine.OutputDirectoryCreator;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** Runs a class through the JUnit Platform, as a user's build does, with settings of its own. */
final class Kit {
  private final Map<String, String> settings = new HashMap<>();
  private Path output;

  Kit(Path directory) {
    Requires.sandbox();
    with("tcpunit.directory", directory.toString());
    with("tcpunit.report", "none");
    output = directory.resolve("junit");
  }

  /** As where a launcher takes no files. */
  Kit withoutOutputDirectory() {
    output = null;
    return this;
  }

  Kit with(String key, String value) {
    settings.put(key, value);
    return this;
  }

  EngineExecutionResults run(Class<?> type) {
    EngineTestKit.Builder kit =
        EngineTestKit.engine("junit-jupiter")
            .selectors(selectClass(type))
            .configurationParameters(settings);
    return (output == null ? kit : kit.outputDirectoryCreator(new Folder(output))).execute();
  }

  /** Where JUnit puts published files: one folder will do. */
  private record Folder(Path path) implements OutputDirectoryCreator {
    @Override
    public Path getRootDirectory() {
      return path;
    }

    @Override
    public Path createOutputDirectory(TestDescriptor test) throws IOException {
      return Files.createDirectories(path);
    }
  }

  /** The messages of the tests that failed, containers included. */
  static List<String> failures(EngineExecutionResults results) {
    return results.allEvents().failed().stream()
        .map(event -> event.getRequiredPayload(TestExecutionResult.class))
        .map(result -> result.getThrowable().orElseThrow().getMessage())
        .toList();
  }

  static List<String> succeeded(EngineExecutionResults results) {
    return results.testEvents().succeeded().stream()
        .map(Event::getTestDescriptor)
        .map(test -> test.getDisplayName())
        .toList();
  }
}
