package dev.tcpunit.internal.fork;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.Requires;
import dev.tcpunit.ShortLivedJvm;
import dev.tcpunit.junit.CaptureTcp;
import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** A child is a JVM like the one that started it. */
class ForkOptionsTest {
  @TempDir Path folder;

  @CaptureTcp
  static class Tells {
    @Test
    void tells(TestReporter reporter) throws Exception {
      Map<String, String> facts = new TreeMap<>();
      facts.put("assertions", "" + Tells.class.desiredAssertionStatus());
      for (String name : List.of("given", "set", "tool", "launcher")) {
        facts.put(name, "" + System.getProperty(name));
      }
      facts.put("heap", "" + (Runtime.getRuntime().maxMemory() >> 20));
      facts.put("opened", "" + Object.class.getModule().isOpen("java.io", Tells.class.getModule()));
      facts.put("locale", Locale.getDefault().toString());
      facts.put("charset", Charset.defaultCharset().name());
      facts.put("directory", Path.of("").toAbsolutePath().toString());
      facts.put("variable", "" + System.getenv("TCPUNIT_TEST_VARIABLE"));
      facts.put("toolVariable", "" + System.getenv("JAVA_TOOL_OPTIONS"));
      facts.put("pid", "" + ProcessHandle.current().pid());
      reporter.publishEntry(facts);
    }
  }

  static final class Outer {
    public static void main(String[] args) {
      System.setProperty("set", "line\n\"two\" \\ € é");
      Tells.class.getClassLoader().setDefaultAssertionStatus(args.length > 1);
      Launch.Events events = Launch.forked(Path.of(args[0])).run(Tells.class);
      System.out.println("pid=" + ProcessHandle.current().pid());
      events.lines().forEach(System.out::println);
    }
  }

  private String outer(List<String> options, String... more) throws Exception {
    Requires.sandbox();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(options);
    command.addAll(List.of("-cp", classPath(""), Outer.class.getName()));
    command.add(folder.toString());
    command.addAll(List.of(more));
    ProcessBuilder outer = new ProcessBuilder(command).redirectErrorStream(true);
    outer.directory(folder.toFile());
    outer.environment().put("TCPUNIT_TEST_VARIABLE", "a 'b' $c");
    outer.environment().put("JAVA_TOOL_OPTIONS", "-Dtool=1");
    outer.environment().put("LC_ALL", "C.UTF-8");
    Process process = outer.start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(text).isZero();
    return text;
  }

  private static String classPath(String without) {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(path -> !path.matches(without))
        .map(path -> Path.of(path).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  @Test
  void should_have_the_options_properties_and_environment_of_its_parent() throws Exception {
    Path file = folder.resolve("arguments");
    Files.writeString(file, "-Dlauncher=\"from a file\" --add-opens=java.base/java.io=ALL-UNNAMED");
    String text =
        outer(
            List.of(
                "-Dgiven=a  b$c",
                "-Xmx123m",
                "-ea",
                "-Duser.language=de",
                "-Duser.country=CH",
                "-Dfile.encoding=ISO-8859-1",
                "@" + file));
    assertThat(text)
        .contains("assertions=true")
        .contains("given=a  b$c")
        .contains("set=line\n\"two\" \\ ")
        .contains("tool=1")
        .contains("launcher=from a file")
        .containsPattern("heap=12[0-9]")
        .contains("opened=true")
        .contains("locale=de_CH")
        .contains("charset=ISO-8859-1")
        .contains("directory=" + folder.toRealPath())
        .contains("variable=a 'b' $c")
        .contains("toolVariable=null");
    assertThat(text.lines().filter(line -> line.startsWith("Picked up"))).hasSize(1);
  }

  @Test
  void should_turn_assertions_on_where_a_class_loader_has_them_on() throws Exception {
    assertThat(outer(List.of())).contains("assertions=false");
    assertThat(outer(List.of(), "on")).contains("assertions=true");
  }

  @Test
  void should_have_the_launcher_and_engine_of_whoever_runs_the_tests() throws Exception {
    // As in a fork of Surefire, where a project declares JUnit's API alone.
    String declared = classPath(".*junit-(platform|jupiter-engine).*");
    String text = outer(List.of("-Dsurefire.test.class.path=" + declared));
    assertThat(text).contains("tells(TestReporter)\" SUCCESSFUL");
  }

  @Test
  void should_leave_a_class_where_it_is_if_no_private_network_can_be_made() throws Exception {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    List<String> command = new ArrayList<>();
    command.add("/usr/bin/env");
    command.add("PATH=" + empty);
    command.addAll(ShortLivedJvm.command());
    command.addAll(List.of("-cp", classPath(""), Outer.class.getName()));
    command.add(folder.toString());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    assertThat(text.replaceAll("(?s).*pid=(\\d+)[,}].*", "$1"))
        .isEqualTo(text.replaceAll("(?s).*?pid=(\\d+)\n.*", "$1"));
  }

  @Test
  void should_leave_out_debuggers_and_what_the_jvm_sets_itself() throws IOException {
    JvmOptions options =
        new JvmOptions(
            List.of(
                "-agentlib:jdwp=transport=dt_socket,server=n,address=localhost:5005",
                "-Xrunjdwp:transport=dt_socket",
                "-Xdebug",
                "-javaagent:/opt/idea/lib/idea_rt.jar=40000:/opt/idea/bin",
                "-javaagent:/m2/org.jacoco.agent-runtime.jar=destfile=target/jacoco.exec",
                "-agentpath:/opt/profiler.so",
                "-Da=1",
                "-Duser.language=fr",
                "-Djava.class.path=x"),
            Map.of(
                "a", "2",
                "b", "3",
                "user.language", "fr",
                "java.version", "17",
                "java.version.date", "2025",
                "java.util.logging.config.file", "l",
                "sun.java.command", "c",
                "os.name", "Linux"));
    assertThat(options.forChild(String.class))
        .containsExactlyInAnyOrder(
            "-javaagent:/m2/org.jacoco.agent-runtime.jar=destfile=target/jacoco.exec",
            "-agentpath:/opt/profiler.so",
            "-Duser.language=fr",
            "-Da=2",
            "-Db=3",
            "-Djava.util.logging.config.file=l");
  }
}
