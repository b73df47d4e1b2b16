package dev.tcpunit.maven;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.toolchain.Toolchain;
import org.apache.maven.toolchain.ToolchainManager;

/** Finds the JDK that Surefire would have used, had it not been given a launcher. */
final class TestJdk {
  private final ToolchainManager toolchains;
  private final MavenSession session;
  private final TestJvmSettings settings;

  TestJdk(ToolchainManager toolchains, MavenSession session, TestJvmSettings settings) {
    this.toolchains = toolchains;
    this.session = session;
    this.settings = settings;
  }

  /** Its home: the one that was named, else the toolchain's, else that of Maven. */
  Path home(File named) throws MojoFailureException {
    Path home = named != null ? named.toPath() : toolchainOrMaven();
    if (!Files.isExecutable(home.resolve("bin/java"))) {
      throw new MojoFailureException("there is no bin/java in " + home + ", named as the JDK");
    }
    return home;
  }

  private Path toolchainOrMaven() throws MojoFailureException {
    Toolchain toolchain = toolchain();
    if (toolchain == null) {
      return Path.of(System.getProperty("java.home"));
    }
    String java = toolchain.findTool("java");
    if (java == null) {
      throw new MojoFailureException("the toolchain " + toolchain + " has no java");
    }
    return Path.of(java).toAbsolutePath().getParent().getParent();
  }

  private Toolchain toolchain() throws MojoFailureException {
    List<Map<String, String>> required = settings.toolchainRequirements();
    if (required.isEmpty()) {
      return toolchains.getToolchainFromBuildContext("jdk", session);
    }
    if (required.size() > 1) {
      throw new MojoFailureException(
          "Surefire and Failsafe ask for different <jdkToolchain>s, "
              + required
              + ", but one launcher serves both. Choose one, or -Dtcpunit.sandbox=off.");
    }
    return toolchains.getToolchains(session, "jdk", required.get(0)).stream()
        .findFirst()
        .orElseThrow(
            () -> new MojoFailureException("no toolchain meets <jdkToolchain> " + required.get(0)));
  }
}
