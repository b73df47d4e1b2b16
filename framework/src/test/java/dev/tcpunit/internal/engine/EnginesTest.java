package dev.tcpunit.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tcpunit.capture.CaptureEngine;
import dev.tcpunit.capture.CaptureException;
import dev.tcpunit.capture.CaptureException.Reason;
import dev.tcpunit.capture.CaptureRequest;
import dev.tcpunit.capture.CaptureStatistics;
import dev.tcpunit.capture.FrameHandler;
import dev.tcpunit.capture.LiveCapture;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EnginesTest {
  private static final CaptureRequest REQUEST = CaptureRequest.headersOn("eth0");
  private static final LiveCapture CAPTURE = new NoCapture();

  private static final CaptureEngine MISSING =
      failing("missing", 1, Reason.NOT_INSTALLED, "not installed", "Install it");
  private static final CaptureEngine FORBIDDEN =
      failing("forbidden", 2, Reason.NOT_PERMITTED, "not permitted", "Be root");
  private static final CaptureEngine FORBIDDEN_TOO =
      failing("forbidden too", 3, Reason.NOT_PERMITTED, "no", "Be root");

  @Test
  void should_find_all_engines_in_their_order() {
    assertThat(Engines.installed().all())
        .extracting(CaptureEngine::name)
        .containsExactly("pcap4j", "afpacket", "command");
  }

  @Test
  void should_use_the_first_that_can_capture() throws Exception {
    Engines engines = new Engines(List.of(working("second", 20), working("first", 10), MISSING));

    assertThat(engines.start(null, REQUEST, frame -> {}))
        .isEqualTo(new Engines.Started("first", CAPTURE));
  }

  @Test
  void should_use_the_one_that_is_named() throws Exception {
    Engines engines = new Engines(List.of(working("first", 10), working("second", 20)));

    assertThat(engines.start("second", REQUEST, frame -> {}))
        .isEqualTo(new Engines.Started("second", CAPTURE));
  }

  @Test
  void should_use_no_other_if_the_named_one_cannot_capture() {
    Engines engines = new Engines(List.of(MISSING, working("other", 10)));

    assertThat(failure(engines, "missing"))
        .hasMessage("missing on eth0: not installed. Install it");
  }

  @Test
  void should_list_the_engines_if_there_is_none_of_that_name() {
    Engines engines = new Engines(List.of(working("first", 10), working("second", 20)));

    assertThat(failure(engines, "third"))
        .hasMessage(
            "third on eth0: there is no engine of that name. Set tcpunit.engine to one of these, or"
                + " leave it out: first, second");
  }

  @Test
  void should_say_what_each_said_if_none_can_capture() {
    Engines engines = new Engines(List.of(FORBIDDEN_TOO, FORBIDDEN, MISSING));

    CaptureException failure = failure(engines, null);

    assertThat(failure)
        .hasMessage(
            """
            capture on eth0: no engine could capture
              missing on eth0: not installed
              forbidden on eth0: not permitted
              forbidden too on eth0: no
            What to do, any one of these:
              - Install it
              - Be root\
            """);
    assertThat(failure.reason()).isEqualTo(Reason.NOT_PERMITTED);
    assertThat(failure.getCause()).hasMessageStartingWith("forbidden on eth0");
    assertThat(failure.getSuppressed()).hasSize(2);
  }

  @Test
  void should_capture_without_libpcap() throws Exception {
    ProcessBuilder child =
        ChildJvm.of(WithoutLibpcap.class, "-Dorg.pcap4j.core.pcapLibName=no-such-libpcap");

    PrivateNetwork.run(
        () -> {
          List<String> output = ChildJvm.output(child);

          assertThat(output).hasSize(3).first().isEqualTo("captures by afpacket");
          assertThat(output.subList(1, 3))
              .allSatisfy(
                  line ->
                      assertThat(line)
                          .startsWith("NOT_INSTALLED pcap4j on lo: libpcap could not be loaded (")
                          .contains("no-such-libpcap")
                          .endsWith(
                              "). Install it: apt-get install libpcap0.8, dnf install libpcap, apk"
                                  + " add libpcap, or Npcap on Windows"));
        });
  }

  /** What a JVM that finds no libpcap says: of itself, and when it is asked for pcap4j, twice. */
  static final class WithoutLibpcap {
    public static void main(String[] arguments) throws Exception {
      CaptureRequest request = CaptureRequest.headersOn("lo");
      Engines.Started started = Engines.installed().start(null, request, frame -> {});
      System.out.println("captures by " + started.engine());
      started.capture().close();
      for (int i = 0; i < 2; i++) {
        try {
          Engines.installed().start("pcap4j", request, frame -> {});
        } catch (CaptureException e) {
          System.out.println(e.reason() + " " + e.getMessage());
        }
      }
    }
  }

  private static CaptureException failure(Engines engines, String name) {
    return catchThrowableOfType(
        CaptureException.class, () -> engines.start(name, REQUEST, frame -> {}));
  }

  private static CaptureEngine working(String name, int order) {
    return new Stub(name, order, null);
  }

  private static CaptureEngine failing(
      String name, int order, Reason reason, String happened, String remedy) {
    String tried = name + " on eth0";
    return new Stub(name, order, new CaptureException(reason, tried, happened, remedy, null));
  }

  private record Stub(String name, int order, CaptureException failure) implements CaptureEngine {
    @Override
    public LiveCapture start(CaptureRequest request, FrameHandler handler) throws CaptureException {
      if (failure != null) {
        throw failure;
      }
      return CAPTURE;
    }
  }

  private static final class NoCapture implements LiveCapture {
    @Override
    public CaptureStatistics statistics() {
      return new CaptureStatistics(0, 0);
    }

    @Override
    public Optional<CaptureException> failure() {
      return Optional.empty();
    }

    @Override
    public void close() {}
  }
}
