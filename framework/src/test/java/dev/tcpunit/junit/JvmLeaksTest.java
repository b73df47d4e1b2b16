package dev.tcpunit.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.Requires;
import dev.tcpunit.ShortLivedJvm;
import dev.tcpunit.internal.live.LoopbackExchange;
import dev.tcpunit.internal.live.LoopbackExchange.Pair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What tests leave open until the end of their JVM, which its shutdown hooks may close. */
class JvmLeaksTest {
  @TempDir Path directory;

  @CaptureTcp(leaks = Leaks.FAIL_AFTER_JVM)
  static class Shares {
    private static Pair shared;

    @Test
    void leaves_it_to_a_shutdown_hook() throws Exception {
      shared = connect();
      Runtime.getRuntime().addShutdownHook(new Thread(Shares::closeShared));
    }

    private static void closeShared() {
      try {
        shared.close();
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }

  @CaptureTcp(leaks = Leaks.FAIL_AFTER_JVM)
  static class Forgets {
    private static Pair forgotten;

    @Test
    void closes_one_side() throws Exception {
      forgotten = connect();
      forgotten.server.close();
    }
  }

  private static Pair connect() throws IOException {
    Pair pair = new LoopbackExchange().open();
    pair.client.getOutputStream().write(new byte[100]);
    pair.server.getInputStream().readNBytes(100);
    return pair;
  }

  /** The JVM's own program: runs a class, and prints what is noted of leaks while it runs. */
  static final class Main {
    private Main() {}

    public static void main(String[] args) throws Exception {
      Path directory = Path.of(args[0]);
      Kit kit = new Kit(directory).with("tcpunit.settleTimeout", "500ms");
      System.out.println(Kit.failures(kit.run(Class.forName(args[1]))));
      System.out.println(noted(directory));
    }
  }

  private static String noted(Path directory) throws IOException {
    try (Stream<Path> notes = Files.list(directory.resolve("leaks"))) {
      List<Path> files = notes.toList();
      assertThat(files).hasSize(1);
      return Files.readString(files.get(0)).replaceAll("\\s+", " ");
    }
  }

  /** Returns what it printed to its standard error. */
  private String errorsOfJvm(Class<?> tests) throws Exception {
    Requires.sandbox();
    Path errors = directory.resolve("errors");
    ProcessBuilder builder = new ProcessBuilder(ShortLivedJvm.command());
    builder.command().addAll(List.of("-cp", System.getProperty("java.class.path")));
    builder.command().addAll(List.of(Main.class.getName(), directory.toString(), tests.getName()));
    Process process = builder.redirectError(errors.toFile()).start();
    assertThat(process.inputReader().lines())
        .containsExactly(
            "[]",
            ("Expecting JVM process %d to leave no connection of its tests open when it ends"
                    + " but it cannot be told: the JVM did not come to an end of its own")
                .formatted(process.pid()));
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return Files.readString(errors);
  }

  @Test
  void should_find_nothing_where_a_shutdown_hook_closes() throws Exception {
    assertThat(errorsOfJvm(Shares.class)).doesNotContain("TcpUnit: ");
    assertThat(noted(directory)).isEmpty();
  }

  @Test
  void should_say_what_is_open_when_the_jvm_ends() throws Exception {
    String errors = errorsOfJvm(Forgets.class).replaceAll("\\s+", " ");

    assertThat(errors).contains("TcpUnit: " + noted(directory));
    assertThat(noted(directory).replaceAll("127\\.0\\.0\\.1:\\d+", "IP:PORT"))
        .startsWith("Expecting JVM process ")
        .contains(
            " to leave no connection of its tests open when it ends but 1 connection was not"
                + " closed: IP:PORT > IP:PORT, of dev.tcpunit.junit.JvmLeaksTest.Forgets"
                + ".closes_one_side: the client has not closed, though its peer has (CLOSE-WAIT)"
                + " look for: ");
  }
}
