package dev.tcpunit.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tcpunit.capture.CaptureEngine;
import dev.tcpunit.capture.CaptureException;
import dev.tcpunit.capture.CaptureException.Reason;
import dev.tcpunit.capture.CaptureRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** That every engine says clearly why it cannot capture, and leaves nothing behind. */
@ParameterizedClass
@EnumSource
class RefusingContractTest {
  private static final int LEAK_ROUNDS = 20;

  @Parameter EngineUnderTest underTest;
  private CaptureEngine engine;

  @BeforeEach
  void requireTheEngine() {
    engine = underTest.require();
  }

  private CaptureException refusal(CaptureRequest request) {
    return catchThrowableOfType(
        CaptureException.class, () -> engine.start(request, frame -> {}).close());
  }

  @Test
  void should_name_the_interfaces_there_are_if_there_is_none_of_that_name() throws Exception {
    PrivateNetwork.run(
        () -> {
          Netlink.addVethPair("v0", "v1");

          CaptureException refusal = refusal(CaptureRequest.headersOn("eth9"));

          assertThat(refusal.reason()).isEqualTo(Reason.NO_SUCH_INTERFACE);
          assertThat(refusal)
              .hasMessage(
                  engine.name()
                      + " on eth9: there is no interface eth9. Name one of these, or any: lo, v1,"
                      + " v0");
        });
  }

  @Test
  void should_take_a_name_that_is_too_long_for_one_of_no_interface() throws Exception {
    String name = "a-name-longer-than-the-kernel-takes";
    PrivateNetwork.run(
        () ->
            assertThat(refusal(CaptureRequest.headersOn(name)))
                .hasMessage(
                    "%s on %s: there is no interface %s. Name one of these, or any: lo",
                    engine.name(), name, name));
  }

  @Test
  void should_say_that_the_interface_is_down() throws Exception {
    PrivateNetwork.run(
        () -> {
          PrivateNetwork.setUp("lo", false);

          CaptureException refusal = refusal(CaptureRequest.headersOn("lo"));

          assertThat(refusal.reason()).isEqualTo(Reason.INTERFACE_DOWN);
          assertThat(refusal)
              .hasMessage(
                  "%s on lo: the interface lo is down. Set it up: ip link set lo up",
                  engine.name());
        });
  }

  @Test
  void should_say_what_to_do_without_permission() throws Exception {
    CaptureException refusal = Capabilities.without(() -> refusal(CaptureRequest.headersOn("lo")));

    assertThat(refusal.reason()).isEqualTo(Reason.NOT_PERMITTED);
    assertThat(refusal.happened()).contains("Operation not permitted");
    assertThat(refusal)
        .hasMessageStartingWith(engine.name() + " on lo: ")
        .hasMessageEndingWith(
            ". Run the tests in a private network (tcpunit-maven-plugin, goal sandbox), as root, or"
                + " with the capability CAP_NET_RAW");
  }

  @Test
  void should_refuse_a_snap_length_beyond_any_frame() {
    CaptureException refusal =
        refusal(new CaptureRequest("lo", 262_145, CaptureRequest.DEFAULT_BUFFER_BYTES));

    assertThat(refusal.reason()).isEqualTo(Reason.FAILED);
    assertThat(refusal)
        .hasMessage(
            "%s on lo: the snap length 262145 is too large. Ask for at most 262144 bytes, the"
                + " largest frame there is",
            engine.name());
  }

  @Test
  void should_leave_nothing_behind() throws Exception {
    PrivateNetwork.run(
        () -> {
          Netlink.addVethPair("v0", "v1");
          PrivateNetwork.setUp("v0", false);
          refusal(CaptureRequest.headersOn("v0"));
          ProcessResources before = ProcessResources.now();
          for (int i = 0; i < LEAK_ROUNDS; i++) {
            assertThat(refusal(CaptureRequest.headersOn("v0"))).isNotNull();
            assertThat(refusal(CaptureRequest.headersOn("eth9"))).isNotNull();
          }
          ProcessResources.awaitAtMost(before);
        });
  }
}
