package dev.tcpunit.internal.fork;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The options that this JVM runs with, and the system properties that were set in it since: build
 * tools set theirs only when it has started.
 */
final class JvmOptions {
  /** By which the JVM takes options too; it has added them to those that it names. */
  static final List<String> VARIABLES =
      List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

  /**
   * A debugger's port is taken, and its reader may not be reached from behind the wall. An IDE's
   * agent that only stops the JVM from outside would do so twice.
   */
  private static final Pattern NOT_FOR_CHILD =
      Pattern.compile("-agentlib:jdwp.*|-Xrunjdwp.*|-Xdebug|-javaagent:.*[/\\\\]idea_rt\\.jar.*");

  /** What every JVM sets by itself, or by the way in which it was started. */
  private static final Set<String> OF_THE_JVM =
      Set.of(
          "file.encoding",
          "file.separator",
          "java.class.path",
          "java.class.version",
          "java.home",
          "java.library.path",
          "line.separator",
          "native.encoding",
          "path.separator",
          "stderr.encoding",
          "stdin.encoding",
          "stdout.encoding",
          "user.country",
          "user.dir",
          "user.home",
          "user.language",
          "user.name",
          "user.script",
          "user.variant");

  private static final Pattern OF_THE_JVM_TOO =
      Pattern.compile(
          "(java\\.(runtime|specification|vendor|version|vm)|jdk\\.module|os|sun)\\..*"
              + "|java\\.(vendor|version)|jdk\\.debug");

  private static final String PROPERTY = "-D";

  private final List<String> arguments;
  private final Map<String, String> properties;

  JvmOptions(List<String> arguments, Map<String, String> properties) {
    this.arguments = arguments;
    this.properties = properties;
  }

  static JvmOptions ofThisJvm() {
    Map<String, String> properties = new TreeMap<>();
    for (String name : System.getProperties().stringPropertyNames()) {
      properties.put(name, System.getProperty(name));
    }
    return new JvmOptions(ManagementFactory.getRuntimeMXBean().getInputArguments(), properties);
  }

  /** Options that give a child the same, for tests of the class's kind. */
  List<String> forChild(Class<?> test) {
    List<String> options = new ArrayList<>();
    for (String argument : arguments) {
      if (!NOT_FOR_CHILD.matcher(argument).matches() && !isSetSince(argument)) {
        options.add(argument);
      }
    }
    properties.forEach(
        (name, value) -> {
          if (!isOfTheJvm(name)) {
            options.add(PROPERTY + name + "=" + value);
          }
        });
    // Build tools enable assertions by the class loader, not by an option.
    if (test.desiredAssertionStatus() && !options.contains("-ea")) {
      options.add("-ea");
    }
    return options;
  }

  /** How a debugger reaches a child; empty where this JVM has none. */
  String debugger() {
    return ChildDebugger.option(arguments);
  }

  /** A property's value of now comes before that of the command line. */
  private boolean isSetSince(String argument) {
    if (!argument.startsWith(PROPERTY)) {
      return false;
    }
    String name = argument.substring(PROPERTY.length()).split("=", 2)[0];
    return !isOfTheJvm(name) || name.equals("java.class.path");
  }

  private static boolean isOfTheJvm(String name) {
    return OF_THE_JVM.contains(name) || OF_THE_JVM_TOO.matcher(name).matches();
  }
}
