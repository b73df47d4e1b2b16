/** How frames are captured: the engines' service interface and what they deliver. */
package dev.tcpunit.capture;
