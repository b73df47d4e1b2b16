package dev.tcpunit.junit;

import dev.tcpunit.internal.extension.LinkExtension;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives each test a {@link dev.tcpunit.lab.Link} of its own: a path between a client and a server
 * in this JVM that is slow, narrow or lossy as the attributes say, and on which the test can lose,
 * delay or damage single packets.
 *
 * <p>May stand on a class, on a method, on a parameter of type {@code Link} and on an annotation of
 * your own. The nearest counts: method, class, enclosing class. A parameter with its own annotation
 * is a link of its own. JUnit closes the links after the test.
 *
 * <p><b>With {@link CaptureTcp}</b> on the same test the capture stands on the test's link, unless
 * it names an interface. {@link TcpCapture#connectionTo} is then the whole connection, {@link
 * dev.tcpunit.trace.Connection#atClient()} and {@link dev.tcpunit.trace.Connection#atServer()} are
 * its ends. The test's link is the one of its method or class; without one, that of its first
 * annotated parameter.
 *
 * <p><b>Faults</b> that the test applied and that never struck fail it, unless they are {@link
 * dev.tcpunit.lab.Fault#optional()}: it has not shown what it says.
 *
 * <p><b>Needs</b> Linux and CAP_NET_ADMIN in the test's network, which every user has in the
 * sandbox of the Maven plugin and in the JVM into which the class is forked without it. Elsewhere
 * the test fails and says so, or is skipped as {@link #whenUnavailable} or {@code
 * tcpunit.unavailable} says.
 *
 * <pre>{@code
 * @Test
 * @CaptureTcp
 * @ImpairedLink(delay = "20ms", rate = "50mbit")
 * void survives_the_loss_of_a_segment(Link link, TcpCapture capture) throws Exception {
 *   try (UploadServer server = UploadServer.start(link.serverAddress())) {
 *     link.apply(drop(clientData().number(5)));
 *     new ImageUploader(link.towards(server.port())).upload(image);
 *     assertThat(capture.connectionTo(server.port())).acksCoverAllBytes().hasCleanFin();
 *   }
 * }
 * }</pre>
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.PARAMETER})
@ExtendWith(LinkExtension.class)
public @interface ImpairedLink {
  /**
   * How long each packet takes, one way.
   *
   * @return such as {@code 20ms}, {@code 100us} or {@code 1.5s}; empty for no delay
   */
  String delay() default "";

  /**
   * By how much at most the delay of a packet is longer or shorter. No packet overtakes another by
   * it.
   *
   * @return such as {@code 2ms}, at most the delay; empty for none
   */
  String jitter() default "";

  /**
   * How fast packets leave in each direction.
   *
   * @return such as {@code 50mbit}; empty for no limit
   */
  String rate() default "";

  /**
   * How likely each packet is lost, in either direction.
   *
   * @return from 0 to 1
   */
  double loss() default 0;

  /**
   * What all chance on the link follows from: same seed, same program, same faults.
   *
   * @return any number
   */
  long seed() default 0;

  /**
   * How much may wait before the {@link #rate}; what does not fit in is lost.
   *
   * @return such as {@code 100kB}; empty for no limit
   */
  String queue() default "";

  /**
   * The longest IP packet.
   *
   * @return bytes, from 576, or 1280 for IPv6
   */
  int mtu() default 1500;

  /**
   * Whether the link uses IPv6.
   *
   * @return false for IPv4
   */
  boolean ipv6() default false;

  /**
   * What becomes of the test where there is no way to a link.
   *
   * @return what the setting {@code tcpunit.unavailable} says, unless it is said here
   */
  WhenUnavailable whenUnavailable() default WhenUnavailable.AS_CONFIGURED;
}
