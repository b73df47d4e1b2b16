/**
 * The doors between the annotations of {@link dev.tcpunit.junit} and what is done for them: an
 * annotation has to name the class of its extension, and the extension uses the annotation. So the
 * classes named are here; they hand each callback on to what they find as a service.
 */
@NullMarked
package dev.tcpunit.internal.extension;

import org.jspecify.annotations.NullMarked;
