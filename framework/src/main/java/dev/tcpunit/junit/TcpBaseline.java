package dev.tcpunit.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Compares what a test does on the wire with its baseline, at the end of each test that has not
 * failed by then: {@code assertThat(capture.trace()).matchesBaseline(...)} without a line of code.
 *
 * <p>May stand on a method, on a class for all its tests, and on an annotation of your own. Brings
 * {@link CaptureTcp} along, whose attributes may be said by that annotation beside it.
 *
 * <p>The baselines lie in {@code src/test/tcp-baselines/<class>/<name>.tcp} and are committed. One
 * that is missing is written, and the test fails once; where the environment variable {@code CI} is
 * set it fails and nothing is written. What differs is never overwritten: it is written beside the
 * build's output, and the message names every way to accept it. <b>Settings:</b> {@code
 * tcpunit.baseline} ({@code auto}, {@code update}, {@code none}, {@code ratchet}; also as the
 * environment variable {@code TCPUNIT_BASELINE}) and {@code tcpunit.baselineDirectory}.
 *
 * <pre>{@code
 * @Test
 * @TcpBaseline("image-upload")
 * void uploads_an_image() throws Exception {
 *   new ImageUploader(server.uri()).upload(image);
 * }
 * }</pre>
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@CaptureTcp
public @interface TcpBaseline {
  /**
   * The baseline's name: letters, digits and {@code . _ @ + -}. Tests of a class that say the same
   * share it, and so do the repetitions of a test.
   *
   * @return empty for the method's name, with the number of the invocation where there are several;
   *     always empty on a class
   */
  String value() default "";
}
