package dev.tcpunit.maven;

import dev.tcpunit.internal.doctor.Doctor;
import dev.tcpunit.internal.door.Doors;
import dev.tcpunit.internal.sandbox.SandboxLauncher;
import dev.tcpunit.internal.sandbox.SandboxOutcome;
import dev.tcpunit.internal.sandbox.SandboxRequest;
import dev.tcpunit.internal.sandbox.Sysctls;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.apache.maven.toolchain.ToolchainManager;

/**
 * Gives the tests of Surefire and Failsafe a private network: writes a launcher that stands in for
 * {@code java}, and puts it into the property {@code jvm} that both read; or leaves their JVMs
 * where they are, and annotated tests to a child JVM.
 */
@Mojo(name = "sandbox", defaultPhase = LifecyclePhase.PROCESS_TEST_CLASSES, threadSafe = true)
public final class SandboxMojo extends TcpUnitMojo {
  /** What {@code tcpunit.sandbox.scope} may say. */
  private enum Scope {
    /** The whole JVM of the tests runs in a private network, with every test of the module. */
    JVM,
    /** That JVM stays in the host's network; annotated classes run in a child JVM of it. */
    TESTS
  }

  private static final String JAVA = "bin/java";
  private static final String SANDBOX = "tcpunit.sandbox";
  private static final String SYSCTLS = "tcpunit.sysctls";
  private static final String FORKED =
      ", annotated ones in a private one, by a JVM of their own, where there is a way to one";

  /**
   * {@code required}: a private network, or the build fails. {@code auto}: the host's network where
   * there is no way to a private one, if capturing works there. {@code off}: the host's network.
   */
  @Parameter(property = SANDBOX, defaultValue = "auto")
  private String sandbox;

  /**
   * What is in the private network: {@code jvm}, the whole JVM of the tests with every test of the
   * module; or {@code tests}, the annotated classes alone, in a child JVM, so that all others reach
   * what the host reaches.
   */
  @Parameter(property = "tcpunit.sandbox.scope", defaultValue = "jvm")
  private String scope;

  /**
   * What is done where tests can be given no private network and cannot capture in the host's
   * either: {@code fail} the build, {@code skip} the tests that need it, or {@code skip-elsewhere}:
   * skip them on other systems than Linux. On the command line it is said to the tests as well.
   */
  @Parameter(property = "tcpunit.unavailable", defaultValue = "fail")
  private String unavailable;

  /**
   * Kernel settings inside, such as {@code net.ipv4.tcp_ecn=1,net.ipv4.tcp_sack=0}. They come after
   * {@code net.ipv4.tcp_early_retrans=0}, {@code net.ipv4.tcp_no_metrics_save=1} and {@code
   * net.ipv4.tcp_congestion_control=cubic}, and replace them where they name the same setting. The
   * congestion control can be any that the kernel has: where the network refuses it as a setting,
   * its routes name it.
   */
  @Parameter(property = "tcpunit.sysctls", defaultValue = "")
  private String sysctls;

  /**
   * Ports outside that tests reach as if they were inside, such as {@code 5432,minio:9000}: a
   * port's server is on this host, unless another is named before it.
   */
  @Parameter(property = "tcpunit.forward", defaultValue = "")
  private String forward;

  /**
   * Ports inside that are reached from this host, such as {@code 8080}; from other hosts too where
   * an address of this one is named, as in {@code 0.0.0.0:8080}.
   */
  @Parameter(property = "tcpunit.expose", defaultValue = "")
  private String expose;

  /**
   * The JDK on which the tests run, where it is neither the one chosen by toolchains nor that of
   * Maven itself.
   */
  @Parameter(property = "tcpunit.javaHome")
  private File javaHome;

  /**
   * Whether the tests are observed though they may know nothing of TcpUnit: this goal adds what
   * that takes to their class path. On the command line it is said to the tests as well.
   */
  @Parameter(property = "tcpunit.observe", defaultValue = "false")
  private boolean observe;

  /** Where the tests leave what they capture. */
  @Parameter(defaultValue = "${project.build.directory}/tcpunit", readonly = true)
  private File captures;

  /** Where the launcher is written. */
  @Parameter(defaultValue = "${project.build.directory}/tcpunit/jvm", readonly = true)
  private File launcherDirectory;

  @Parameter(defaultValue = "${project}", readonly = true, required = true)
  private MavenProject project;

  private final ToolchainManager toolchains;

  /**
   * Made by Maven.
   *
   * @param toolchains tells which JDK the build has chosen
   */
  @Inject
  public SandboxMojo(ToolchainManager toolchains) {
    this.toolchains = toolchains;
  }

  @Override
  void run() throws MojoExecutionException, MojoFailureException {
    SurefireVersion.warnings(project).forEach(getLog()::warn);
    SandboxPolicy policy = policy();
    Scope inside = scope();
    if (observe) {
      observeTests(inside);
    }
    TestJvmSettings settings = new TestJvmSettings(project, session().getUserProperties());
    boolean forks = forks();
    if (policy == SandboxPolicy.OFF) {
      leaveOutside(settings, policy, forks);
      getLog()
          .info("Tests run in the host's network (tcpunit.sandbox=off)" + (forks ? FORKED : ""));
    } else if (inside == Scope.TESTS && !forks) {
      new NoSandbox(getLog(), policy, skips()).reportUnforked();
      leaveOutside(settings, policy, false);
    } else {
      makePrivate(settings, policy, inside);
    }
  }

  private void makePrivate(TestJvmSettings settings, SandboxPolicy policy, Scope inside)
      throws MojoExecutionException, MojoFailureException {
    SandboxOutcome outcome = inside == Scope.JVM ? write(settings) : find();
    outcome.refusedSysctls().forEach(getLog()::warn);
    if (outcome.strategy().isEmpty()) {
      new NoSandbox(getLog(), policy, skips()).report(new Doctor().examine());
    } else if (inside == Scope.JVM) {
      settings.setJvm(outcome.launcher().orElseThrow());
      getLog().info("Tests run in a private network by " + outcome.strategy().get().description());
    } else {
      leaveOutside(settings, policy, true);
      getLog()
          .info(
              "Annotated tests run in a private network by %s, in a JVM of their own; all others in"
                      .formatted(outcome.strategy().get().description())
                  + " the host's network (tcpunit.sandbox.scope=tests)");
    }
  }

  private void observeTests(Scope inside) throws MojoExecutionException, MojoFailureException {
    if (inside != Scope.JVM) {
      throw new MojoFailureException(
          "tcpunit.observe takes the tests' JVM into a private network, which"
              + " tcpunit.sandbox.scope=tests leaves outside");
    }
    try {
      ObservedSuite.forget(captures.toPath());
    } catch (IOException e) {
      throw new MojoExecutionException("cannot remove what was observed before", e);
    }
    ObserverClassPath classPath = new ObserverClassPath(project, session().getUserProperties());
    classPath.warning().ifPresent(getLog()::warn);
    classPath.extend();
    getLog().info("Tests are observed; tcpunit:check tells what was found");
  }

  private SandboxOutcome write(TestJvmSettings settings)
      throws MojoExecutionException, MojoFailureException {
    settings.refuseWhatBypassesTheLauncher();
    SandboxRequest request = request(new TestJdk(toolchains, session(), settings).home(javaHome));
    try {
      return new SandboxLauncher().write(request);
    } catch (IOException e) {
      throw new MojoExecutionException("cannot write the launcher to " + launcherDirectory, e);
    }
  }

  /** Whether there is a way: the tests' JVM goes it by itself. */
  private SandboxOutcome find() throws MojoFailureException {
    return new SandboxLauncher().find(request(Path.of(System.getProperty("java.home"))));
  }

  private SandboxRequest request(Path home) throws MojoFailureException {
    Path directory = launcherDirectory.toPath();
    Doors doors = doors();
    try {
      return new SandboxRequest(directory, home, Sysctls.parse(sysctls), false, doors);
    } catch (IllegalArgumentException e) {
      throw new MojoFailureException(SYSCTLS + ": " + e.getMessage(), e);
    }
  }

  private Doors doors() throws MojoFailureException {
    try {
      return new Doors(text(forward), text(expose));
    } catch (IllegalArgumentException e) {
      throw new MojoFailureException("tcpunit.forward or tcpunit.expose: " + e.getMessage(), e);
    }
  }

  /** Maven gives null for what is empty. */
  private static String text(String setting) {
    return setting == null ? "" : setting.strip();
  }

  /** Tells the tests' JVM what this goal is told: it is that JVM which makes the network. */
  private void leaveOutside(TestJvmSettings settings, SandboxPolicy policy, boolean forks)
      throws MojoFailureException {
    if (javaHome != null) {
      settings.setJvm(new TestJdk(toolchains, session(), settings).home(javaHome).resolve(JAVA));
    }
    if (forks) {
      tell(settings, SANDBOX, policy == SandboxPolicy.REQUIRED ? "required" : "");
      tell(settings, SYSCTLS, String.join(",", text(sysctls).split("\\s*\n\\s*")));
      tell(settings, "tcpunit.forward", String.join(",", text(forward).split("[,\\s]+")));
      tell(settings, "tcpunit.expose", String.join(",", text(expose).split("[,\\s]+")));
    }
  }

  private boolean forks() {
    TestSetting setting = new TestSetting(project, session().getUserProperties());
    return setting.value("tcpunit.fork").filter("never"::equals).isEmpty();
  }

  /** On the command line Surefire tells it. */
  private void tell(TestJvmSettings settings, String name, String value)
      throws MojoFailureException {
    if (!value.isEmpty() && !session().getUserProperties().containsKey(name)) {
      settings.addOption("-D" + name + "=" + value);
    }
  }

  private boolean skips() throws MojoFailureException {
    return switch (unavailable) {
      case "fail" -> false;
      case "skip" -> true;
      case "skip-elsewhere" -> !System.getProperty("os.name").startsWith("Linux");
      default ->
          throw new MojoFailureException(
              "tcpunit.unavailable is '"
                  + unavailable
                  + "', but must be fail, skip or skip-elsewhere");
    };
  }

  private SandboxPolicy policy() throws MojoFailureException {
    return choice(SANDBOX, sandbox, SandboxPolicy.class, "required, auto or off");
  }

  private Scope scope() throws MojoFailureException {
    return choice("tcpunit.sandbox.scope", scope, Scope.class, "jvm or tests");
  }

  private static <E extends Enum<E>> E choice(
      String name, String value, Class<E> choices, String words) throws MojoFailureException {
    try {
      return Enum.valueOf(choices, value.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new MojoFailureException("%s is '%s', but must be %s".formatted(name, value, words), e);
    }
  }
}
