/** The rules about flow control. */
package dev.tcpunit.internal.rule.window;
