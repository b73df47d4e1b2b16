/**
 * One page of HTML for each test or capture, which shows what happened on the wire, and an index of
 * pages. A page is one file that asks for nothing else, and can be read without style and script.
 */
@NullMarked
package dev.tcpunit.internal.html;

import org.jspecify.annotations.NullMarked;
