package dev.tcpunit.junit;

import dev.tcpunit.internal.extension.LinkExtension;
import dev.tcpunit.internal.extension.LossSweepExtension;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Runs a test once for each position at which a packet can be lost: first without a loss, to learn
 * what the test sends, then dropping one packet after the other, each in a run and on a link of its
 * own. The runs are named {@code drop client data 7 of 23}.
 *
 * <p>The link is as {@link ImpairedLink} says, unimpaired without it; {@code loss} must be 0, or
 * the runs could not be compared. What is repaired passes: each run loses one packet once.
 *
 * <p>At the end the worst recovery is printed and published as the report entry {@code
 * tcpunit.sweep}: how long after a loss the lost bytes were sent again, and at which position.
 *
 * <p><b>Time:</b> a run takes as long as the test and the recovery; {@link #max} bounds the runs,
 * and {@link #shard} spreads them over machines. The configuration parameter {@code
 * tcpunit.sweep.shard}, such as {@code 2/8}, comes before the attributes. The runs of one sweep
 * follow one another even where tests run in parallel.
 *
 * <pre>{@code
 * @LossSweep
 * void survives_the_loss_of_any_segment(Link link) throws Exception {
 *   try (UploadServer server = UploadServer.start(link.serverAddress())) {
 *     assertThat(new ImageUploader(link.towards(server.port())).upload(image)).isEqualTo(201);
 *   }
 * }
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@TestTemplate
@Execution(ExecutionMode.SAME_THREAD)
@ExtendWith({LinkExtension.class, LossSweepExtension.class})
public @interface LossSweep {
  /**
   * Which packets are dropped, one in each run.
   *
   * @return the kinds, swept one after the other
   */
  Kind[] value() default Kind.CLIENT_DATA;

  /**
   * How many packets are dropped at most; where there are more, every so manieth is.
   *
   * @return at least 1
   */
  int max() default 200;

  /**
   * Which part of the positions this run of the build takes.
   *
   * @return from 1 to {@link #shards}
   */
  int shard() default 1;

  /**
   * Into how many parts the positions are divided.
   *
   * @return at least 1
   */
  int shards() default 1;

  /**
   * What becomes of the test where there is no way to a link.
   *
   * @return what the setting {@code tcpunit.unavailable} says, unless it is said here
   */
  WhenUnavailable whenUnavailable() default WhenUnavailable.AS_CONFIGURED;

  /** What can be lost. */
  enum Kind {
    /** Segments by which the client sends payload for the first time. */
    CLIENT_DATA("client data"),
    /** Segments by which the server sends payload for the first time. */
    SERVER_DATA("server data"),
    /** The client's SYN (RFC 9293 section 3.5). */
    SYN("SYN"),
    /** The server's SYN-ACK. */
    SYN_ACK("SYN-ACK"),
    /** The FIN of either side without payload (RFC 9293 section 3.6). */
    FIN("FIN"),
    /**
     * The server's segments without payload, SYN and FIN. How many there are differs between runs;
     * one that lacks the segment to drop is skipped.
     */
    SERVER_ACK("server ACK");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /** In words, as in the names of the runs. */
    @Override
    public String toString() {
      return words;
    }
  }
}
