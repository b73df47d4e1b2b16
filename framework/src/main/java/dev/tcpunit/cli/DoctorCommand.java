package dev.tcpunit.cli;

import dev.tcpunit.internal.doctor.Diagnosis;
import dev.tcpunit.internal.doctor.DiagnosisText;
import dev.tcpunit.internal.doctor.Doctor;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Tries what TcpUnit needs of the machine. */
@Command(
    name = "doctor",
    header = "Tries what tests with TcpUnit need on this machine, and says what to do.",
    description = "%nExit status: 0 tests can capture here, 1 they cannot.%n",
    mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Diagnosis diagnosis = new Doctor().examine();
    PrintWriter out = spec.commandLine().getOut();
    new DiagnosisText(diagnosis).lines().forEach(out::println);
    boolean works = diagnosis.worksInSandbox() || diagnosis.worksOnHost();
    return works ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }
}
