package dev.tcpunit.maven;

import dev.tcpunit.internal.doctor.Diagnosis;
import dev.tcpunit.internal.doctor.DiagnosisText;
import dev.tcpunit.internal.doctor.Doctor;
import java.io.File;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Says what this machine and user can do: every way to a private network and every capture engine
 * is tried for real, and what does not work is named with the command that makes it work.
 */
@Mojo(name = "doctor", requiresProject = false, threadSafe = true)
public final class DoctorMojo extends TcpUnitMojo {
  /** {@code text} or {@code json}. */
  @Parameter(property = "tcpunit.format", defaultValue = "text")
  private String format;

  /**
   * The file to which the result is written; standard output, if none is named. Maven 4 marks each
   * line there, unless it is called with {@code --raw-streams}.
   */
  @Parameter(property = "tcpunit.outputFile")
  private File outputFile;

  @Override
  void run() throws MojoExecutionException, MojoFailureException {
    OutputFormat chosen = OutputFormat.of(format);
    Diagnosis diagnosis = new Doctor().examine();
    List<String> lines =
        chosen == OutputFormat.JSON
            ? List.of(Json.of(diagnosis))
            : new DiagnosisText(diagnosis).lines();
    new ResultWriter(outputFile).write(lines);
  }
}
