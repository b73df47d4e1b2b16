package dev.tcpunit.maven;

import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.BDDAssertions.then;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CaptureInProgressTest {
  private final Map<Object, Object> context = new HashMap<>();

  @Test
  void should_hand_the_capture_from_start_to_stop_once() throws Exception {
    new CaptureInProgress(context).begin(null, Path.of("a.pcapng"));
    then(new CaptureInProgress(context).end().file()).isEqualTo(Path.of("a.pcapng"));
    then(catchThrowable(() -> new CaptureInProgress(context).end()))
        .hasMessageStartingWith("tcpunit:stop found no capture: tcpunit:start was not called");
  }

  @Test
  void should_refuse_to_start_twice() throws Exception {
    new CaptureInProgress(context).refuseAnother();
    new CaptureInProgress(context).begin(null, Path.of("a.pcapng"));
    then(catchThrowable(() -> new CaptureInProgress(context).refuseAnother()))
        .hasMessage(
            "tcpunit:start was called again before tcpunit:stop: it still captures to a.pcapng");
  }
}
