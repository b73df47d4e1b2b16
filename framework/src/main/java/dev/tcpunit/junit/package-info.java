/** What a JUnit test uses to capture around itself: an annotation, an extension, a parameter. */
package dev.tcpunit.junit;
