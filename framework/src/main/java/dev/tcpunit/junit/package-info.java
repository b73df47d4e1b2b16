/** What a JUnit test uses to capture around itself: an annotation, an extension, a parameter. */
@NullMarked
package dev.tcpunit.junit;

import org.jspecify.annotations.NullMarked;
