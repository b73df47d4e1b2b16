package dev.tcpunit.internal.doctor;

import static org.assertj.core.api.BDDAssertions.then;

import java.util.List;
import org.junit.jupiter.api.Test;

class DiagnosisTextTest {
  private static final Trial NO_USER_NAMESPACE =
      new Trial(
          "user-namespace",
          false,
          "unshare: unshare failed: No space left on device",
          "allow user namespaces: sudo sysctl -w user.max_user_namespaces=15000");
  private static final Trial NO_PACKET_SOCKET =
      new Trial("afpacket", false, "socket: Operation not permitted", "Use the private network");

  @Test
  void should_say_that_nothing_needs_to_be_done() {
    Diagnosis diagnosis =
        new Diagnosis(
            Machines.ordinary(),
            List.of(Trial.works("user-namespace")),
            List.of(Trial.works("afpacket")),
            "lo steered to processor 1 by a detour, congestion control cubic",
            List.of(NO_PACKET_SOCKET));
    then(text(diagnosis))
        .isEqualTo(
            """
            Linux 6.8.0, Java 17.0.15
            ci (uid 1000), no capability to capture

            Private network for the JVM of the tests (goal tcpunit:sandbox):
              yes  user-namespace
            Capture in the private network:
              yes  afpacket
              lo steered to processor 1 by a detour, congestion control cubic
            Capture in the host's network (tcpunit.sandbox=off):
              no   afpacket               socket: Operation not permitted

            Tests can be captured here, in a private network. Nothing needs to be done.\
            """);
  }

  @Test
  void should_name_what_helps_where_nothing_works() {
    Diagnosis diagnosis =
        new Diagnosis(
            Machines.machine("docker", true, true, true, 0, true),
            List.of(NO_USER_NAMESPACE),
            List.of(),
            "",
            List.of(NO_PACKET_SOCKET));
    then(text(diagnosis))
        .isEqualTo(
            """
            Linux 6.8.0, Java 17.0.15
            ci (uid 1000), no capability to capture
            container: docker
            seccomp filters system calls
            no_new_privs: setuid programs such as sudo fail
            AppArmor restricts user namespaces
            user.max_user_namespaces is 0
            kernel.unprivileged_userns_clone is 0

            Private network for the JVM of the tests (goal tcpunit:sandbox):
              no   user-namespace         unshare: unshare failed: No space left on device
            Capture in the private network:
              not tried, there is none
            Capture in the host's network (tcpunit.sandbox=off):
              no   afpacket               socket: Operation not permitted

            Tests cannot be captured here.
            What helps, any one of these:
              - allow user namespaces: sudo sysctl -w user.max_user_namespaces=15000
              - capture in the host's network: run Maven as root (in a default container that is enough)\
            """);
  }

  private static String text(Diagnosis diagnosis) {
    return String.join("\n", new DiagnosisText(diagnosis).lines());
  }
}
