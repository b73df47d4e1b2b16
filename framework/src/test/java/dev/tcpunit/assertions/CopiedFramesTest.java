package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentKind;
import dev.tcpunit.trace.VantagePoint;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A frame that a capture wrote twice was not sent twice: nothing is sent again at once. */
class CopiedFramesTest {
  /** Where TCP's header begins in a frame of IPv6 over Ethernet. */
  private static final int IPV6_TCP = 54;

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

  /**
   * Over IPv6 nothing in two packets of one moment tells if they are one; over IPv4 its ID does.
   */
  @Test
  void should_not_tell_if_data_that_a_loopback_shows_twice_at_one_moment_was_sent_twice() {
    Recording upload = Traffic.UPLOAD_OVER_IPV6.recording();
    for (int data : frames(upload, segment -> segment.length() > 0)) {
      Connection doubled = upload.doubling(data).connection();

      assertThat(doubled.segments().get(data).kind()).isEqualTo(SegmentKind.UNDECIDED);
      assertCannotTell(
          () -> assertThat(doubled).hasNoRetransmissions(),
          "the packets do not say if these were sent again or overtaken on their way");
      for (int resends = 0; resends <= 1; resends++) {
        int possible = resends;
        assertCannotTell(
            () -> assertThat(doubled).client(c -> c.hasRetransmissions(possible)),
            "the packets do not say if 1 segment was sent again or overtaken");
      }
      assertThatThrownBy(() -> assertThat(doubled).client(c -> c.hasRetransmissions(2)))
          .hasMessageContaining("carried bytes already sent, 1 more may have been sent again");
    }
  }

  @Test
  void should_not_tell_if_a_FIN_that_a_loopback_shows_twice_at_one_moment_was_sent_twice() {
    Recording upload = Traffic.UPLOAD_OVER_IPV6.recording();
    for (int fin : frames(upload, segment -> segment.has(TcpFlags.FIN))) {
      Connection doubled = upload.doubling(fin).connection();

      assertThat(doubled.segments().get(fin).kind()).isEqualTo(SegmentKind.UNDECIDED);
    }
  }

  @Test
  void should_take_data_that_a_loopback_shows_twice_in_a_row_for_a_resend() {
    Recording upload = Traffic.UPLOAD_OVER_IPV6.recording();
    int data = frame(upload, segment -> segment.length() > 0);
    Recording again = upload.doubling(data).later(data + 1, 1);

    assertThat(again.connection()).client(c -> c.hasRetransmissions(1));
  }

  /** Of the window, URG, ECE and TSecr one packet has but one. */
  @ParameterizedTest
  @CsvSource({"14,0x7f", "13,0x38", "13,0x58", "31,0x01"})
  void should_take_data_for_sent_again_where_the_header_says_something_else(int place, int value) {
    for (VantagePoint where : VantagePoint.values()) {
      Recording upload = Traffic.UPLOAD_OVER_IPV6.recording().seenFrom(where);
      for (int frame : frames(upload, segment -> segment.length() > 0)) {
        Recording again = upload.doubling(frame).altered(frame + 1, IPV6_TCP + place, value);

        assertThat(again.connection().segments().get(frame).kind())
            .as("frame %d seen from %s", frame, where)
            .isEqualTo(SegmentKind.RETRANSMISSION);
      }
    }
  }

  /** Hop limit, the mark of congestion, and the checksum that a device completed. */
  @ParameterizedTest
  @CsvSource({"21,0x3f", "15,0x30", "70,0x12"})
  void should_not_take_for_sent_again_what_only_a_router_or_a_device_has_changed(
      int place, int value) {
    for (VantagePoint where : VantagePoint.values()) {
      Recording upload = Traffic.UPLOAD_OVER_IPV6.recording().seenFrom(where);
      for (int frame : frames(upload, segment -> segment.length() > 0)) {
        Recording again = upload.doubling(frame).altered(frame + 1, place, value);

        assertThat(again.connection().segments().get(frame).kind())
            .as("frame %d seen from %s", frame, where)
            .isNotEqualTo(SegmentKind.RETRANSMISSION);
      }
    }
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

  private static List<Integer> frames(Recording recording, Predicate<Segment> wanted) {
    return recording.connection().segments().stream()
        .filter(wanted)
        .map(segment -> (int) segment.frame())
        .toList();
  }

  private static int frame(Recording recording, Predicate<Segment> wanted) {
    return (int)
        recording.connection().segments().stream().filter(wanted).findFirst().orElseThrow().frame();
  }
}
