package dev.tcpunit.maven;

import dev.tcpunit.capture.CaptureException;
import dev.tcpunit.internal.live.FileCapture;
import java.io.IOException;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;

/** Ends the capture that {@code tcpunit:start} began. */
@Mojo(name = "stop", defaultPhase = LifecyclePhase.POST_INTEGRATION_TEST, threadSafe = true)
public final class StopMojo extends TcpUnitMojo {
  @Override
  void run() throws MojoExecutionException, MojoFailureException {
    CaptureInProgress.Running running = new CaptureInProgress(getPluginContext()).end();
    FileCapture.Summary summary = stop(running);
    getLog()
        .info(
            "Captured %d frames with %s, %d dropped: %s"
                .formatted(summary.frames(), summary.engine(), summary.dropped(), running.file()));
  }

  private static FileCapture.Summary stop(CaptureInProgress.Running running)
      throws MojoExecutionException, MojoFailureException {
    try {
      return running.capture().stop();
    } catch (CaptureException e) {
      throw new MojoFailureException("The capture ended before tcpunit:stop: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new MojoExecutionException(e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MojoExecutionException("interrupted while the capture was ending", e);
    }
  }
}
