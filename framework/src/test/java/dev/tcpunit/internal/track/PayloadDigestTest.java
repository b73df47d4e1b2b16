package dev.tcpunit.internal.track;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.internal.wire.DecodedSegment;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class PayloadDigestTest {
  private static final String TEXT = "the quick brown fox jumps over the lazy dog";

  private final PayloadDigest digest = new PayloadDigest(new HeldBytes());
  private final DecodedSegment segment = new DecodedSegment();

  @Test
  void should_digest_what_comes_in_order() throws Exception {
    take(0, 10);
    take(10, TEXT.length());

    assertThat(digest.upTo(1 + TEXT.length())).isEqualTo(sha256(TEXT));
  }

  @Test
  void should_put_in_order_what_comes_early_twice_or_overlapping() throws Exception {
    take(30, TEXT.length());
    take(5, 20);
    take(10, 25);
    take(0, 7);
    take(0, 7);
    take(15, 35);

    assertThat(digest.upTo(1 + TEXT.length())).isEqualTo(sha256(TEXT));
  }

  @Test
  void should_go_on_after_it_was_asked() throws Exception {
    take(0, 10);
    assertThat(digest.upTo(11)).isEqualTo(sha256(TEXT.substring(0, 10)));

    take(10, TEXT.length());
    assertThat(digest.upTo(1 + TEXT.length())).isEqualTo(sha256(TEXT));
  }

  @Test
  void should_say_nothing_while_a_byte_is_missing() {
    take(0, 10);
    take(11, TEXT.length());

    assertThat(digest.upTo(1 + TEXT.length())).isNull();
    assertThat(digest.upTo(11)).isNotNull();
  }

  @Test
  void should_give_up_where_the_capture_cut_the_payload() {
    fill(0, 10);
    segment.payloadCaptured = 9;
    digest.take(1, segment);
    take(0, 10);

    assertThat(digest.upTo(11)).isNull();
  }

  @Test
  void should_give_up_where_too_much_waits_for_a_byte() {
    byte[] much = new byte[1 << 20];
    for (int i = 0; i < 6; i++) {
      segment.payloadBuffer = much;
      segment.payloadOffset = 0;
      segment.payloadLength = much.length;
      segment.payloadCaptured = much.length;
      digest.take(2 + (long) i * much.length, segment);
    }
    digest.take(1, 0);

    assertThat(digest.upTo(2 + 6L * much.length)).isNull();
  }

  /** Takes the text from one index to another; offsets begin with 1. */
  private void take(int from, int to) {
    fill(from, to);
    digest.take(1 + from, segment);
  }

  private void fill(int from, int to) {
    segment.payloadBuffer = TEXT.getBytes(StandardCharsets.US_ASCII);
    segment.payloadOffset = from;
    segment.payloadLength = to - from;
    segment.payloadCaptured = to - from;
  }

  private static String sha256(String text) throws Exception {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
