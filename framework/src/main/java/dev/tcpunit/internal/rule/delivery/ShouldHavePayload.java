package dev.tcpunit.internal.rule.delivery;

import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Flow;

/** Messages of {@code hasPayload} and {@code hasPayloadSha256}. */
public final class ShouldHavePayload {
  public static final String SOURCE = "RFC 9293 s3.4";

  private final Flow flow;
  private final String expectation;
  private final String expected;

  private ShouldHavePayload(Flow flow, String expectation, String expected) {
    this.flow = flow;
    this.expectation = expectation;
    this.expected = expected;
  }

  public static ShouldHavePayload digest(Flow flow, String sha256) {
    return new ShouldHavePayload(flow, "carry the payload with this SHA-256", sha256);
  }

  public static ShouldHavePayload bytes(Flow flow, String what, long length, String sha256) {
    String expectation = "carry %s, %s".formatted(what, Wording.count(length, "byte"));
    return new ShouldHavePayload(flow, expectation, sha256);
  }

  /** It carried so many bytes, and these. */
  public Finding carried(long length, String sha256) {
    return unknown()
        .but(
            "it carried %s"
                .formatted(
                    sha256.equals(expected)
                        ? Wording.count(length, "byte") + ", the same"
                        : Wording.count(length, "byte") + ", not these"))
        .fact("expected", "SHA-256 " + expected)
        .fact("actual", "SHA-256 " + sha256);
  }

  /** Another number of bytes says enough, whatever they are. */
  public Finding otherLength(long length, long expectedLength) {
    Finding message =
        unknown()
            .but(
                "it carried %s%s"
                    .formatted(
                        Wording.count(length, "byte"), OtherLength.words(expectedLength, length)));
    return OtherLength.explain(message, flow, expectedLength, length);
  }

  public Finding unknown() {
    return Finding.expecting(flow, expectation)
        .rule(SOURCE, "the payload is the bytes in the order of their sequence numbers, each once");
  }
}
