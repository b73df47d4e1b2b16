package dev.tcpunit.internal.fork;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tcpunit.junit.CaptureTcp;
import dev.tcpunit.junit.ImpairedLink;
import dev.tcpunit.junit.LossSweep;
import dev.tcpunit.junit.Payload;
import dev.tcpunit.junit.TcpCapture;
import dev.tcpunit.junit.TcpCaptureExtension;
import dev.tcpunit.junit.TraceFile;
import dev.tcpunit.lab.Link;
import dev.tcpunit.trace.Trace;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.commons.JUnitException;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;

/** Which classes are forked: all that ask for a capture on loopback or for a link, in any way. */
@SuppressWarnings("unused")
class DemandTest {
  private static final Demand LOOPBACK = new Demand(true, false);
  private static final Demand ELSEWHERE = new Demand(true, true);
  private static final Demand NONE = new Demand(false, false);

  @CaptureTcp
  static class OnClass {}

  static class Inherits extends OnClass {}

  static class OnMethod {
    @Test
    @CaptureTcp("lo")
    void captured(TcpCapture capture) {}
  }

  static class InheritsMethod extends OnMethod {}

  static class OnParameter {
    @BeforeEach
    void prepare(@ImpairedLink(delay = "1ms") Link link) {}
  }

  static class OnConstructor {
    OnConstructor(@ImpairedLink Link link) {}
  }

  @Retention(RetentionPolicy.RUNTIME)
  @CaptureTcp(payload = Payload.FULL)
  @interface Composed {}

  @Retention(RetentionPolicy.RUNTIME)
  @Composed
  @interface ComposedTwice {}

  @ComposedTwice
  static class ByComposed {}

  interface Captured {
    @Test
    @CaptureTcp
    default void captured() {}
  }

  static class ByInterface implements Captured {}

  static class Swept {
    @LossSweep
    void survives(Link link) {}
  }

  static class ByField {
    @RegisterExtension
    static final TcpCaptureExtension CAPTURE =
        TcpCaptureExtension.builder().ports(80).payload(Payload.FULL).build();
  }

  @ExtendWith(TcpCaptureExtension.class)
  static class ByExtendWith {}

  static class InNested {
    @Nested
    class Inner {
      @Nested
      class Deep {
        @Test
        @CaptureTcp
        void captured() {}
      }
    }
  }

  @Test
  void should_see_each_way_to_ask_for_a_capture_or_a_link() {
    assertThat(
            new Class<?>[] {
              OnClass.class,
              Inherits.class,
              OnMethod.class,
              InheritsMethod.class,
              OnParameter.class,
              OnConstructor.class,
              ByComposed.class,
              ByInterface.class,
              Swept.class,
              ByField.class,
              ByExtendWith.class,
              InNested.class
            })
        .allSatisfy(type -> assertThat(Demand.of(type)).isEqualTo(LOOPBACK));
  }

  static class Plain {
    private static final String NAME = "TcpCaptureExtension$Builder interfaceName";

    @Test
    void reads(@TraceFile("upload.pcapng") Trace trace) {}

    /** Not nested, and so no test. */
    @CaptureTcp
    static class Static {}
  }

  @Test
  void should_leave_what_asks_for_neither() {
    assertThat(Demand.of(Plain.class)).isEqualTo(NONE);
    assertThat(Demand.of(String.class)).isEqualTo(NONE);
  }

  static class OneElsewhere {
    @Test
    @CaptureTcp
    void on_loopback() {}

    @Test
    @CaptureTcp("eth0")
    void elsewhere() {}
  }

  @CaptureTcp(interfaceName = "any")
  static class OnAny {}

  static class FieldElsewhere {
    static boolean initialized = true;

    @RegisterExtension
    static final TcpCaptureExtension CAPTURE =
        TcpCaptureExtension.builder().interfaceName("eth0").build();
  }

  @Test
  void should_see_where_an_interface_is_named() {
    assertThat(new Class<?>[] {OneElsewhere.class, OnAny.class, FieldElsewhere.class})
        .allSatisfy(type -> assertThat(Demand.of(type)).isEqualTo(ELSEWHERE));
  }

  private static ForkSettings settings(String text) {
    Map<String, String> parameters = new HashMap<>();
    for (String setting : text.split(" ")) {
      parameters.put(setting.split("=", 2)[0], setting.split("=", 2)[1]);
    }
    return ForkSettings.of(
        Optional.of(
            LauncherDiscoveryRequestBuilder.request().configurationParameters(parameters).build()));
  }

  @ParameterizedTest
  @CsvSource({
    "tcpunit.fork=auto, true, false",
    "tcpunit.fork=always, true, true",
    "tcpunit.fork=never, false, false",
    "tcpunit.interface=lo, true, false",
    "tcpunit.interface=eth0, false, false",
    "tcpunit.interface=eth0 tcpunit.fork=always, true, true",
    "tcpunit.engine=afpacket, true, false",
    "tcpunit.engine=pcap4j, true, false",
    "tcpunit.engine=command, false, false",
    "tcpunit.engine=mine, false, false"
  })
  void should_fork_by_what_the_settings_say(String text, boolean loopback, boolean elsewhere) {
    ForkSettings settings = settings(text);
    assertThat(settings.forks(LOOPBACK)).isEqualTo(loopback);
    assertThat(settings.forks(ELSEWHERE)).isEqualTo(elsewhere);
    assertThat(settings.forks(NONE)).isFalse();
  }

  @Test
  void should_take_the_kernel_settings_for_the_private_network() {
    assertThat(settings("tcpunit.sysctls=net.ipv4.tcp_sack=0").sysctls())
        .containsEntry("net.ipv4.tcp_sack", "0")
        .containsKey("net.ipv4.tcp_early_retrans");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Auto", "yes", "on", "true"})
  void should_refuse_what_is_no_mode(String text) {
    assertThatThrownBy(() -> settings("tcpunit.fork=" + text))
        .isInstanceOf(JUnitException.class)
        .hasMessage(
            "setting tcpunit.fork must be one of always, auto, never, but is \"" + text + "\"");
  }
}
