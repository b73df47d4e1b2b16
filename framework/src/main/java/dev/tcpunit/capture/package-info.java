/** How frames are captured: the engines' service interface and what they deliver. */
@NullMarked
package dev.tcpunit.capture;

import org.jspecify.annotations.NullMarked;
