package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.net.Endpoint;
import dev.tcpunit.trace.Trace;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class TraceAssert_onlyConnectsTo_Test {
  @Test
  void should_hold_if_every_connection_goes_there() {
    Trace trace = Traffic.THREE_CONNECTIONS.trace();
    assertThat(trace).onlyConnectsTo(trace.connections().get(0).server());
  }

  @Test
  void should_fail_if_one_goes_elsewhere() throws Exception {
    Endpoint elsewhere = Endpoint.of(InetAddress.getByName("127.0.0.1"), 1);
    assertViolated(
        () -> assertThat(Traffic.UPLOAD.trace()).onlyConnectsTo(elsewhere),
        "TraceAssert.onlyConnectsTo");
  }

  @Test
  void should_not_tell_if_frames_were_dropped() {
    Trace trace = Traffic.UPLOAD.recording().dropping(3).trace();
    assertCannotTell(
        () -> assertThat(trace).onlyConnectsTo(trace.connections().get(0).server()),
        "the capture dropped 3 frames");
  }
}
