package dev.tcpunit.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.capture.CapturedFrame;
import dev.tcpunit.capture.LinkTypes;
import dev.tcpunit.net.ChecksumStatus;
import dev.tcpunit.trace.AcceptanceReason;
import dev.tcpunit.trace.Completeness;
import dev.tcpunit.trace.Trace;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An IP length beyond the frame is believed only as far as the flow's segments may go. */
class LengthBeyondFrameTest {
  private static final int CLIENT = 0x0A000001;
  private static final int SERVER = 0x0A000002;
  private static final int SYN = 2;
  private static final int ACK = 16;

  private static final byte[] MSS = {2, 4, 5, (byte) 0xB4};

  private final TraceAnalyzer analyzer = new TraceAnalyzer(AnalysisOptions.SEGMENTS);
  private long nanos;

  private void frame(boolean up, int seq, int ack, int flags, int said, byte... options) {
    int header = 20 + options.length;
    ByteBuffer bytes = ByteBuffer.allocate(14 + 20 + header);
    bytes.putShort(12, (short) 0x0800).position(14);
    bytes.putShort((short) 0x4500).putShort((short) (20 + header + said)).putInt(0x00014000);
    bytes.put((byte) 64).put((byte) 6).putShort((short) 0);
    bytes.putInt(up ? CLIENT : SERVER).putInt(up ? SERVER : CLIENT);
    bytes.putShort((short) (up ? 40000 : 80)).putShort((short) (up ? 80 : 40000));
    bytes.putInt(seq).putInt(ack).put((byte) (header / 4 << 4)).put((byte) flags);
    bytes.putShort((short) 60000).putInt(0).put(options);
    nanos += 1_000_000;
    analyzer.onFrame(
        new CapturedFrame()
            .wrap(bytes.array(), 0, bytes.capacity(), bytes.capacity())
            .stamp(nanos, LinkTypes.ETHERNET, ChecksumStatus.UNKNOWN));
  }

  private Trace trace() {
    return analyzer.trace("frames", Completeness.COMPLETE, nanos);
  }

  private void open() {
    frame(true, 0, 0, SYN, 0, MSS);
    frame(false, 0, 1, SYN | ACK, 0, MSS);
    frame(true, 1, 1, ACK, 0);
  }

  @Test
  void should_leave_out_what_no_receiver_takes_in_one_segment() {
    open();
    frame(true, 1, 1, ACK, 35_084);

    assertThat(trace().ignored().malformed()).isEqualTo(1);
    assertThat(trace().connections().get(0).clientToServer().bytes()).isZero();
  }

  @Test
  void should_leave_it_out_where_no_size_was_agreed() {
    frame(true, 1, 1, ACK, 35_084);

    assertThat(trace().ignored().malformed()).isEqualTo(1);
    assertThat(trace().connections()).isEmpty();
  }

  @Test
  void should_leave_open_whether_a_possible_length_was_cut_on_the_way() {
    open();
    frame(true, 1, 1, ACK, 1460);

    assertThat(trace().ignored().malformed()).isZero();
    assertThat(reason(3)).contains(AcceptanceReason.CUT_SHORT);
  }

  @Test
  void should_believe_a_length_that_the_receiver_acknowledges() {
    open();
    frame(true, 1, 1, ACK, 1460);
    frame(false, 1, 1461, ACK, 0);
    frame(true, 1461, 1, ACK, 1460);

    assertThat(reason(3)).isEmpty();
    assertThat(reason(5)).isEmpty();
    assertThat(trace().connections().get(0).clientToServer().bytes()).isEqualTo(2920);
  }

  @Test
  void should_not_know_which_of_two_was_acknowledged() {
    open();
    frame(true, 1, 1, ACK, 1460);
    frame(true, 1, 1, ACK, 1460);
    frame(false, 1, 1461, ACK, 0);

    assertThat(reason(3)).contains(AcceptanceReason.CUT_SHORT);
  }

  private Optional<AcceptanceReason> reason(int segment) {
    return trace().connections().get(0).segments().get(segment).acceptanceReason();
  }
}
