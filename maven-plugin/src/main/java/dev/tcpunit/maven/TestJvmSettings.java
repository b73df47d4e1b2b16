package dev.tcpunit.maven;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/** What the POM and the command line tell Surefire and Failsafe about the JVMs of the tests. */
final class TestJvmSettings {
  /** The property by which Surefire and Failsafe learn of the launcher. */
  static final String JVM = "jvm";

  private static final Pattern LONE_PROPERTY = Pattern.compile("\\$\\{([^${}]+)\\}");
  private static final String ARG_LINE = "argLine";
  private static final String FORK_COUNT = "forkCount";
  private static final List<String> RUNNERS =
      List.of("maven-surefire-plugin", "maven-failsafe-plugin");

  private final MavenProject project;
  private final Properties commandLine;

  TestJvmSettings(MavenProject project, Properties commandLine) {
    this.project = project;
    this.commandLine = commandLine;
  }

  /** Fails where tests would run outside of the private network without a word, or hang. */
  void refuseWhatBypassesTheLauncher() throws MojoFailureException {
    refuseJvmOnTheCommandLine();
    for (Setting setting : settings()) {
      refuseJvmInThePom(setting);
      refuseForkCountZero(setting);
      refuseNetworkChannel(setting);
    }
  }

  private void refuseJvmOnTheCommandLine() throws MojoFailureException {
    String jvm = commandLine.getProperty(JVM);
    if (jvm != null) {
      throw refusal(
          "-Djvm=" + jvm + " on the command line replaces the launcher of the private network",
          "Name the JDK by -Dtcpunit.javaHome=..., by toolchains or by JAVA_HOME instead");
    }
  }

  private void refuseJvmInThePom(Setting setting) throws MojoFailureException {
    Optional<String> jvm = setting.text(JVM).filter(value -> !isLeftOpen(value));
    if (jvm.isPresent()) {
      throw refusal(
          "<jvm>%s</jvm> of %s replaces the launcher of the private network"
              .formatted(jvm.get(), setting.runner()),
          "Name the JDK by <javaHome> of this goal, by toolchains or by JAVA_HOME instead");
    }
  }

  /**
   * The properties by which Surefire and Failsafe learn of the launcher: {@code jvm}, and those
   * that a POM asks for in its place and nobody defines, as {@code
   * <jvm>${commons.surefire.java}</jvm>}.
   */
  Set<String> jvmProperties() {
    Set<String> names = new LinkedHashSet<>(Set.of(JVM));
    settings().stream()
        .flatMap(setting -> setting.text(JVM).stream())
        .filter(this::isLeftOpen)
        .map(TestJvmSettings::lonePropertyOf)
        .forEach(names::add);
    return names;
  }

  /** Has Surefire and Failsafe start it in the place of {@code java}. */
  void setJvm(Path jvm) {
    for (String property : jvmProperties()) {
      project.getProperties().setProperty(property, jvm.toString());
    }
  }

  /**
   * Gives the JVMs of the tests one more option, by the property that JaCoCo's agent comes by.
   *
   * @throws MojoFailureException where the POM or the command line leaves that property out
   */
  void addOption(String option) throws MojoFailureException {
    if (commandLine.containsKey(ARG_LINE)) {
      throw leftOut("-DargLine=" + commandLine.getProperty(ARG_LINE), option);
    }
    for (Setting setting : settings()) {
      Optional<String> own = setting.text(ARG_LINE).filter(text -> !text.contains("{argLine}"));
      if (own.isPresent()) {
        throw leftOut("<argLine>%s</argLine> of %s".formatted(own.get(), setting.runner()), option);
      }
      if (runsInMaven(setting)) {
        throw leftOut("forkCount 0 of " + setting.runner(), option);
      }
    }
    String before = project.getProperties().getProperty(ARG_LINE, "");
    project.getProperties().setProperty(ARG_LINE, (before + " \"" + option + "\"").strip());
  }

  private static MojoFailureException leftOut(String what, String option) {
    return new MojoFailureException(
        """
        %s leaves out what the tests' JVM is to be told: %s.
        Say it on the command line or in src/test/resources/junit-platform.properties, or begin\
         an <argLine> of the POM with @{argLine}.\
        """
            .formatted(what, option));
  }

  /** Where they write what came of the tests. */
  Set<Path> reportFolders() {
    Path target = Path.of(project.getBuild().getDirectory());
    Set<Path> folders = new LinkedHashSet<>();
    folders.add(target.resolve("surefire-reports"));
    folders.add(target.resolve("failsafe-reports"));
    for (Setting setting : settings()) {
      setting
          .text("reportsDirectory")
          .map(folder -> project.getBasedir().toPath().resolve(folder))
          .ifPresent(folders::add);
    }
    return folders;
  }

  private boolean isLeftOpen(String jvm) {
    String name = lonePropertyOf(jvm);
    return name.equals(JVM) || !name.isEmpty() && property(name).isEmpty();
  }

  /** Maven has already put a value in the place of one that is defined. */
  private static String lonePropertyOf(String value) {
    Matcher lone = LONE_PROPERTY.matcher(value);
    return lone.matches() ? lone.group(1) : "";
  }

  private void refuseForkCountZero(Setting setting) throws MojoFailureException {
    if (runsInMaven(setting)) {
      throw refusal(
          "forkCount 0 has " + setting.runner() + " run the tests in Maven's own JVM",
          "Use forkCount 1 or more");
    }
  }

  private boolean runsInMaven(Setting setting) {
    return setting.text(FORK_COUNT).orElseGet(() -> property(FORK_COUNT)).equals("0");
  }

  private static void refuseNetworkChannel(Setting setting) throws MojoFailureException {
    String factory =
        setting
            .child("forkNode")
            .map(node -> node.getAttribute("implementation"))
            .orElse("LegacyForkNodeFactory");
    if (!factory.endsWith("LegacyForkNodeFactory")) {
      throw refusal(
          "<forkNode implementation=\"%s\"> has %s talk to the tests' JVM over the network"
              .formatted(factory, setting.runner()),
          "Remove <forkNode>: the default channel is a pipe, which reaches into a private network");
    }
  }

  private static MojoFailureException refusal(String what, String remedy) {
    return new MojoFailureException(
        what
            + ", so that the tests would not run in it.\n"
            + remedy
            + ", or leave that JVM outside, with -Dtcpunit.sandbox.scope=tests.");
  }

  /** What {@code <jdkToolchain>} of Surefire or Failsafe asks for, each answer once. */
  List<Map<String, String>> toolchainRequirements() {
    return settings().stream()
        .flatMap(setting -> setting.child("jdkToolchain").stream())
        .map(TestJvmSettings::requirements)
        .distinct()
        .toList();
  }

  private static Map<String, String> requirements(Xpp3Dom jdkToolchain) {
    Map<String, String> requirements = new HashMap<>();
    for (Xpp3Dom requirement : jdkToolchain.getChildren()) {
      requirements.put(requirement.getName(), requirement.getValue());
    }
    return requirements;
  }

  private String property(String name) {
    String ofUser = commandLine.getProperty(name);
    return ofUser != null ? ofUser : project.getProperties().getProperty(name, "");
  }

  /** Whether the POM has an element for one of them. */
  boolean has(String element) {
    return settings().stream().anyMatch(setting -> setting.child(element).isPresent());
  }

  private List<Setting> settings() {
    List<Setting> settings = new ArrayList<>();
    for (String runner : RUNNERS) {
      Plugin plugin = project.getPlugin("org.apache.maven.plugins:" + runner);
      if (plugin != null) {
        Stream.concat(
                Stream.of(plugin.getConfiguration()),
                plugin.getExecutions().stream().map(PluginExecution::getConfiguration))
            .map(configuration -> new Setting(runner, (Xpp3Dom) configuration))
            .forEach(settings::add);
      }
    }
    return settings;
  }

  /** One {@code <configuration>}, of the plugin or of one execution; null where there is none. */
  private record Setting(String runner, Xpp3Dom configuration) {
    Optional<Xpp3Dom> child(String name) {
      return Optional.ofNullable(configuration).map(dom -> dom.getChild(name));
    }

    Optional<String> text(String name) {
      return child(name).map(Xpp3Dom::getValue).map(String::strip);
    }
  }
}
