package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentKind;
import dev.tcpunit.trace.VantagePoint;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A frame that a capture wrote twice was not sent twice: nothing is sent again at once. */
class CopiedFramesTest {
  @ParameterizedTest
  @EnumSource(
      value = Traffic.class,
      names = {"UPLOAD", "UPLOAD_OVER_IPV6", "CLOSED_BY_SERVER"})
  void should_not_take_a_copy_of_a_SYN_or_SYN_ACK_for_a_resend(Traffic traffic) {
    for (VantagePoint where : VantagePoint.values()) {
      for (int frame = 1; frame <= 2; frame++) {
        Connection doubled = traffic.recording().seenFrom(where).doubling(frame).connection();

        assertThat(doubled.segments().get(frame).kind()).isEqualTo(SegmentKind.NETWORK_DUPLICATE);
        assertThat(doubled).hasNoRetransmissions().hasNoSynRetransmissions();
      }
    }
  }

  @Test
  void should_not_take_a_copy_of_data_beside_the_sender_for_a_resend() {
    Recording upload = Traffic.UPLOAD_OVER_IPV6.recording().seenFrom(VantagePoint.CLIENT);
    int data = frame(upload, segment -> segment.length() > 0);

    assertThat(upload.doubling(data).connection()).hasNoRetransmissions();
  }

  @ParameterizedTest
  @EnumSource(VantagePoint.class)
  void should_not_take_a_copy_of_a_keep_alive_for_another_one(VantagePoint where) {
    Recording idle = Traffic.KEEP_ALIVES.recording().seenFrom(where);
    int probe = frame(idle, segment -> segment.kind() == SegmentKind.KEEP_ALIVE);
    Connection doubled = idle.doubling(probe).connection();

    assertThat(doubled.segments().get(probe).kind()).isEqualTo(SegmentKind.NETWORK_DUPLICATE);
  }

  /** As a mirror port does, or a capture at two interfaces that says nothing of them. */
  @ParameterizedTest
  @EnumSource(
      value = Traffic.class,
      names = {"UPLOAD", "CLOSED_BY_SERVER"})
  void should_not_blame_the_path_where_every_frame_was_captured_twice(Traffic traffic) {
    Recording twice = traffic.recording().seenFrom(VantagePoint.UNKNOWN);
    for (long i = twice.connection().segmentCount() - 1; i >= 0; i--) {
      twice = twice.doubling((int) twice.connection().segments().get((int) i).frame());
    }
    Connection doubled = twice.connection();

    assertCannotTell(
        () -> assertThat(doubled).hasNoNetworkDuplicates(), "every segment came twice");
    assertThat(doubled).hasNoRetransmissions().hasCleanFin().acksCoverAllBytes();
  }

  @Test
  void should_blame_the_path_where_some_packets_came_twice() {
    Recording upload = Traffic.UPLOAD.recording().seenFrom(VantagePoint.UNKNOWN);
    int data = frame(upload, segment -> segment.length() > 0);

    assertThatThrownBy(
            () -> assertThat(upload.doubling(data).connection()).hasNoNetworkDuplicates())
        .hasMessageContaining("1 of ");
  }

  private static int frame(Recording recording, Predicate<Segment> wanted) {
    return (int)
        recording.connection().segments().stream().filter(wanted).findFirst().orElseThrow().frame();
  }
}
