package dev.tcpunit.internal.wire;

import static org.assertj.core.api.BDDAssertions.then;

import dev.tcpunit.capture.CapturedFrame;
import dev.tcpunit.capture.LinkTypes;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FrameDecoder_allocation_Test {
  private static final int FRAMES = 50_000;

  @Test
  void should_allocate_nothing_per_frame() {
    // GIVEN a decoder that has seen each kind of frame
    FrameDecoder decoder = new FrameDecoder();
    DecodedSegment segment = new DecodedSegment();
    CapturedFrame[] frames = frames();
    decodeAll(decoder, frames, segment);
    // WHEN
    long before = allocatedBytes();
    decodeAll(decoder, frames, segment);
    long allocated = allocatedBytes() - before;
    // THEN less than a byte for each, let alone an object
    then(allocated).isLessThan(FRAMES);
  }

  private static void decodeAll(
      FrameDecoder decoder, CapturedFrame[] frames, DecodedSegment segment) {
    for (int i = 0; i < FRAMES; i++) {
      decoder.decode(frames[i % frames.length], segment);
    }
  }

  private static long allocatedBytes() {
    return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getThreadAllocatedBytes(Thread.currentThread().getId());
  }

  private static CapturedFrame[] frames() {
    byte[] tcp = TestPacket.ipv4().payloadOf(100).tcp();
    return new CapturedFrame[] {
      TestPacket.frame(LinkTypes.ETHERNET, TestPacket.ipv4().options("020405b4").ethernet()),
      TestPacket.frame(LinkTypes.ETHERNET, TestPacket.ipv6().payloadOf(1_448).ethernet()),
      TestPacket.raw(TestPacket.ipv4(6, 0x2000, new byte[0], Arrays.copyOf(tcp, 64))),
      TestPacket.raw(
          TestPacket.ipv4(6, 0x0008, new byte[0], Arrays.copyOfRange(tcp, 64, tcp.length))),
      TestPacket.raw(TestPacket.ipv4(17, 0, new byte[0], new byte[40])),
    };
  }
}
