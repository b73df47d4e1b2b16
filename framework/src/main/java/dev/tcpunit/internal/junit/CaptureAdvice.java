package dev.tcpunit.internal.junit;

import dev.tcpunit.capture.CaptureException;
import dev.tcpunit.capture.CaptureException.Reason;
import dev.tcpunit.internal.doctor.Diagnosis;
import dev.tcpunit.internal.doctor.Doctor;

/** What the doctor says to someone who may not capture; asked once, it takes about a second. */
final class CaptureAdvice {
  private static final String NOT_STARTED_IN_ONE =
      "A private network works on this machine, but this JVM was not started in one.\n"
          + "Started by JUnit's Launcher, as IDEs, Gradle and Maven do, the test is forked into"
          + " one; not with tcpunit.fork=never, where its class names another interface, and by"
          + " EngineTestKit and the like, which apply no filters of the Launcher.\n"
          + "Or bind the goal tcpunit:sandbox of tcpunit-maven-plugin, and pass no -Djvm to Maven.";

  private CaptureAdvice() {}

  /** Once in a JVM, however many links' captures fail. */
  private static final class Asked {
    static final String ADVICE = advice(new Doctor().examine());
  }

  static CaptureException addTo(CaptureException failure) {
    if (failure.reason() != Reason.NOT_PERMITTED) {
      return failure;
    }
    return new CaptureException(
        failure.reason(),
        failure.tried(),
        failure.happened(),
        failure.remedy() + "\n" + inThisJvm(),
        failure);
  }

  /** How a test comes into a private network, or what helps where there can be none. */
  static String inThisJvm() {
    return Asked.ADVICE;
  }

  static String advice(Diagnosis diagnosis) {
    return diagnosis.worksInSandbox()
        ? NOT_STARTED_IN_ONE
        : "The doctor says what helps, any one of these:\n  - "
            + String.join("\n  - ", diagnosis.remedies());
  }
}
