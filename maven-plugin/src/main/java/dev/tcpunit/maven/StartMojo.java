package dev.tcpunit.maven;

import dev.tcpunit.capture.CaptureException;
import dev.tcpunit.internal.doctor.DiagnosisText;
import dev.tcpunit.internal.doctor.Doctor;
import dev.tcpunit.internal.live.FileCapture;
import dev.tcpunit.internal.live.FileCaptureRequest;
import dev.tcpunit.internal.live.PayloadMode;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Starts a capture around integration tests that are not JUnit's: of the TCP connections of any
 * process on this host. It runs within Maven, and ends at {@code tcpunit:stop} or with Maven.
 */
@Mojo(name = "start", defaultPhase = LifecyclePhase.PRE_INTEGRATION_TEST, threadSafe = true)
public final class StartMojo extends TcpUnitMojo {
  /** The file to which it captures. */
  @Parameter(
      property = "tcpunit.captureFile",
      defaultValue = "${project.build.directory}/tcpunit/integration-test.pcapng")
  private File captureFile;

  /** The interface to capture on, or {@code any}. */
  @Parameter(property = "tcpunit.interface", defaultValue = "lo")
  private String interfaceName;

  /** Captures only segments from or to these ports; all, if none is named. */
  @Parameter(property = "tcpunit.ports")
  private List<String> ports;

  /** {@code headers}, or {@code full} to keep what was said too. */
  @Parameter(property = "tcpunit.payload", defaultValue = "headers")
  private String payload;

  /** The capture engine; the first that can capture, if none is named. */
  @Parameter(property = "tcpunit.engine")
  private String engine;

  @Override
  void run() throws MojoExecutionException, MojoFailureException {
    CaptureInProgress inProgress = new CaptureInProgress(getPluginContext());
    inProgress.refuseAnother();
    FileCaptureRequest request =
        new FileCaptureRequest(
            captureFile.toPath(), engine, interfaceName, payloadMode(), Ports.of(ports));
    inProgress.begin(start(request), captureFile.toPath());
    getLog().info("Capturing on " + interfaceName + " to " + captureFile);
  }

  private FileCapture start(FileCaptureRequest request)
      throws MojoExecutionException, MojoFailureException {
    try {
      return FileCapture.start(request);
    } catch (CaptureException e) {
      throw new MojoFailureException(
          e.getMessage()
              + "\n"
              + String.join("\n", new DiagnosisText(new Doctor().examine()).lines()),
          e);
    } catch (IOException e) {
      throw new MojoExecutionException("cannot write " + captureFile, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MojoExecutionException("interrupted while the capture was starting", e);
    }
  }

  private PayloadMode payloadMode() throws MojoFailureException {
    try {
      return PayloadMode.valueOf(payload.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new MojoFailureException(
          "tcpunit.payload is '" + payload + "', but must be headers or full", e);
    }
  }
}
