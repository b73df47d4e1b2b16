package dev.tcpunit.maven;

import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;

/** What all goals have in common. */
abstract class TcpUnitMojo extends AbstractMojo {
  /** Leaves out every goal of this plugin. */
  @Parameter(property = "tcpunit.skip", defaultValue = "false")
  private boolean skip;

  @Override
  public final void execute() throws MojoExecutionException, MojoFailureException {
    if (skip) {
      getLog().info("TcpUnit is skipped (tcpunit.skip)");
    } else {
      run();
    }
  }

  abstract void run() throws MojoExecutionException, MojoFailureException;
}
