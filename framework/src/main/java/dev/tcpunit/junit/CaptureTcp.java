package dev.tcpunit.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Captures TCP around each test of a class, or around one test, and gives the test a {@link
 * TcpCapture}.
 *
 * <p>May stand on a class, on a method and on an annotation of your own. A method's attributes come
 * before its class's, a nested class's before the enclosing class's. What an annotation leaves out
 * is taken from the setting of the same name: a JUnit configuration parameter, else a system
 * property, else {@code junit-platform.properties}.
 *
 * <p><b>Window:</b> a test owns the connections that were opened from before its first {@code
 * BeforeEach} method to after its last {@code AfterEach} method; the test starts only when the
 * capture is known to run. Connections opened earlier, such as in {@code BeforeAll}, are not the
 * test's. A test factory and its dynamic tests share one window.
 *
 * <p><b>Parallel tests</b> share one capture. Each owns the connections to the ports that it names,
 * by {@link #ports}, {@link TcpCapture#ownPorts} or by asking for them. Where two tests run at the
 * same time and neither named the port, a query fails instead of guessing.
 *
 * <p><b>Settings</b> that are no attributes: {@code tcpunit.engine} ({@code pcap4j}, {@code
 * afpacket}, {@code command}), {@code tcpunit.settleTimeout} ({@code 2s}), {@code
 * tcpunit.artifacts} ({@code failures}, {@code always}, {@code never}), {@code tcpunit.directory}
 * ({@code target/tcpunit}, of Gradle {@code build/tcpunit}), {@code tcpunit.report} ({@code
 * failures}, {@code all}, {@code none}), {@code tcpunit.story} ({@code failures}, {@code never}:
 * whether a failure tells what the wire saw), {@code tcpunit.unavailable} ({@code fail}, {@code
 * skip}, {@code skip-elsewhere}), {@code tcpunit.limit} (how many MiB the running tests may keep,
 * {@code 256}), {@code tcpunit.bufferSize} (how many MiB the kernel may hold until they are read:
 * {@code auto} is 16, with the payload 64), {@code tcpunit.steering} ({@code auto}: in a private
 * network the packets of {@code lo} go through one processor, so that they keep their order; {@code
 * off}), {@code tcpunit.fork} ({@code auto}: a class whose JVM is in no private network runs in a
 * child JVM that is in one; {@code always}, {@code never}).
 *
 * <pre>{@code
 * @CaptureTcp
 * class ImageUploadTest {
 *   @Test
 *   void uploads_the_image_cleanly(TcpCapture capture) throws Exception {
 *     try (UploadServer server = UploadServer.start()) {
 *       new ImageUploader(server.uri()).upload(image);
 *
 *       assertThat(capture.connectionTo(server.port())).hasCompletedHandshake().hasCleanFin();
 *     }
 *   }
 * }
 * }</pre>
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@ExtendWith(TcpCaptureExtension.class)
public @interface CaptureTcp {
  /**
   * The interface in short: {@code @CaptureTcp("eth0")} is {@code @CaptureTcp(interfaceName =
   * "eth0")}.
   *
   * @return empty where {@link #interfaceName} says it, or nothing does
   */
  String value() default "";

  /**
   * The interface to capture on, such as {@code lo} or {@code eth0}, or {@code any} for all.
   *
   * @return empty for what the setting {@code tcpunit.interface} says, or {@code lo}
   */
  String interfaceName() default "";

  /**
   * How much of each segment is kept.
   *
   * @return headers unless the setting {@code tcpunit.payload} says otherwise
   */
  Payload payload() default Payload.AS_CONFIGURED;

  /**
   * The server ports that belong to the test: connections to others are left out.
   *
   * @return empty for what the setting {@code tcpunit.ports} says, or all ports
   */
  int[] ports() default {};

  /**
   * What becomes of the test where there is no way to capture.
   *
   * @return what the setting {@code tcpunit.unavailable} says, unless it is said here
   */
  WhenUnavailable whenUnavailable() default WhenUnavailable.AS_CONFIGURED;

  /**
   * What becomes of a test that leaves connections open: {@code @CaptureTcp(leaks = Leaks.FAIL)}
   * fails it, and says which, for how long and who has not closed; {@link Leaks#FAIL_AFTER_CLASS}
   * does so with its class, where tests share a client that is closed after the last of them, and
   * {@link Leaks#FAIL_AFTER_JVM} with the build, where all classes share one.
   *
   * @return what the setting {@code tcpunit.leaks} says, unless it is said here
   */
  Leaks leaks() default Leaks.AS_CONFIGURED;
}
