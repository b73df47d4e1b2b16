package dev.tcpunit.internal.doctor;

import dev.tcpunit.internal.sandbox.SandboxLauncher;
import dev.tcpunit.internal.sandbox.SandboxOutcome;
import dev.tcpunit.internal.sandbox.SandboxRequest;
import dev.tcpunit.internal.sandbox.Sysctls;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Tries every strategy and every engine for real, in the private network and outside. */
public final class Doctor {
  private final SandboxLauncher sandbox;
  private final Machine machine;
  private final Path temporaryFiles;

  /** A doctor for this process's user. */
  public Doctor() {
    this(Path.of(System.getProperty("java.io.tmpdir")));
  }

  Doctor(Path temporaryFiles) {
    sandbox = new SandboxLauncher();
    machine = new MachineReader(Path.of("/"), System.getenv()).read();
    this.temporaryFiles = temporaryFiles;
  }

  /**
   * Examines the machine, in about a second, leaving nothing behind.
   *
   * @return what was found
   */
  public Diagnosis examine() {
    try (TemporaryFolder folder = new TemporaryFolder(temporaryFiles)) {
      Path javaHome = Path.of(System.getProperty("java.home"));
      SandboxRequest request = new SandboxRequest(folder.path(), javaHome, Sysctls.defaults());
      List<Trial> strategies = strategies(request);
      EngineCheck.Inside inside = inside(request);
      return new Diagnosis(
          machine, strategies, inside.engines(), inside.network(), EngineCheck.trials());
    } catch (IOException e) {
      throw new IllegalStateException("cannot write to " + temporaryFiles, e);
    }
  }

  private List<Trial> strategies(SandboxRequest request) {
    StrategyRemedies remedies = new StrategyRemedies(machine);
    return sandbox.tryAll(request).stream().map(remedies::trial).toList();
  }

  private EngineCheck.Inside inside(SandboxRequest request) throws IOException {
    SandboxOutcome outcome = sandbox.write(request);
    if (outcome.launcher().isEmpty()) {
      return EngineCheck.Inside.NOTHING;
    }
    return EngineCheck.inside(outcome.launcher().get());
  }
}
