/** The messages of assertions on flow control. */
package dev.tcpunit.internal.message.window;
