package dev.tcpunit.junit;

import dev.tcpunit.internal.extension.TraceFileExtension;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives a test the trace of a capture file, to be judged by the same assertions as a live one:
 * pcap, pcapng, plain or packed by gzip or zstd, or the text that tcpdump printed.
 *
 * <p>Nothing is captured, so it works everywhere. A damaged file is read up to the damage, and
 * assertions that would need the rest cannot tell.
 *
 * <pre>{@code
 * @Test
 * void the_upload_of_ticket_4711_lost_nothing(@TraceFile("upload.pcapng") Trace trace) {
 *   assertThat(trace).hasSingleConnection().hasNoRetransmissions();
 * }
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
@ExtendWith(TraceFileExtension.class)
public @interface TraceFile {
  /**
   * Where the capture lies. The first that is there is read: a resource beside the test class, a
   * resource at the root of the class path, a file relative to the working directory.
   *
   * @return a path such as {@code upload.pcapng}
   */
  String value();
}
