package dev.tcpunit.internal.rule.delivery;

import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.FlowRule;
import dev.tcpunit.internal.verdict.Judged;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Flow;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One side sent exactly the expected bytes, in order and each counted once: known by their SHA-256.
 */
public final class ExpectedPayload extends FlowRule {
  /** How many bytes are expected; empty if only their digest is known. */
  private final OptionalLong length;

  /** Of the expected bytes, in lower case hexadecimal. */
  private final String sha256;

  private ExpectedPayload(
      String assertion, String expectation, OptionalLong length, String sha256) {
    super(
        assertion,
        expectation,
        "RFC 9293 s3.4",
        "the payload is the bytes in the order of their sequence numbers, each once",
        Judged.SENDER);
    this.length = length;
    this.sha256 = sha256;
  }

  private ExpectedPayload(String what, long length, String sha256) {
    this(
        "hasPayload",
        "carry %s, %s".formatted(what, Wording.count(length, "byte")),
        OptionalLong.of(length),
        sha256);
  }

  public static ExpectedPayload of(byte[] bytes) {
    String sha256 = HexFormat.of().formatHex(newSha256().digest(bytes));
    return new ExpectedPayload("these bytes", bytes.length, sha256);
  }

  /** The bytes of a file, read through and not kept. */
  public static ExpectedPayload of(Path file) {
    MessageDigest digest = newSha256();
    try (InputStream in = Files.newInputStream(file);
        OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      long length = in.transferTo(out);
      String sha256 = HexFormat.of().formatHex(digest.digest());
      return new ExpectedPayload("the bytes of " + file, length, sha256);
    } catch (IOException e) {
      throw new UncheckedIOException("the expected payload cannot be read: " + file, e);
    }
  }

  public static ExpectedPayload ofSha256(String hex) {
    if (!hex.matches("[0-9a-fA-F]{64}")) {
      throw new IllegalArgumentException(
          "a SHA-256 has 64 hexadecimal digits, but this is \"" + hex + "\"");
    }
    return new ExpectedPayload(
        "hasPayloadSha256",
        "carry the payload with this SHA-256",
        OptionalLong.empty(),
        hex.toLowerCase(Locale.ROOT));
  }

  @Override
  public Verdict judge(Flow flow) {
    Optional<String> unseen = Doubt.ofBytes(flow);
    if (unseen.isPresent()) {
      return judgement.cannotTell(expecting(flow), unseen.get());
    }
    long carried = flow.bytes();
    if (length.isPresent() && length.getAsLong() != carried) {
      return judgement.violatedByAbsence(
          otherLength(flow, carried, length.getAsLong()), Optional.empty());
    }
    Optional<String> digest = carried == 0 ? Optional.of(ofNothing()) : flow.payloadSha256();
    if (digest.isEmpty()) {
      return judgement.cannotTell(
          expecting(flow), "the payload was not captured whole: say " + Doubt.CAPTURE_PAYLOAD);
    }
    String actual = digest.get();
    return actual.equals(sha256)
        ? judgement.holds(carried(flow, ", the same", actual))
        : judgement.violatedByAbsence(carried(flow, ", not these", actual));
  }

  private static String ofNothing() {
    return HexFormat.of().formatHex(newSha256().digest());
  }

  private static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private Finding carried(Flow flow, String same, String actual) {
    return expecting(flow)
        .but("it carried " + Wording.count(flow.bytes(), "byte") + same)
        .fact("expected", "SHA-256 " + sha256)
        .fact("actual", "SHA-256 " + actual);
  }

  /** Another number of bytes says enough, whatever the bytes are. */
  private Finding otherLength(Flow flow, long carried, long expected) {
    Finding found =
        expecting(flow)
            .but(
                "it carried "
                    + Wording.count(carried, "byte")
                    + OtherLength.words(expected, carried));
    return OtherLength.explain(found, flow, expected, carried);
  }
}
