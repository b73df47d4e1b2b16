package dev.tcpunit.internal.doctor;

/** Prints what the doctor finds, where a test has started it. */
final class PrintDiagnosis {
  private PrintDiagnosis() {}

  public static void main(String[] args) {
    new DiagnosisText(new Doctor().examine()).lines().forEach(System.out::println);
  }
}
