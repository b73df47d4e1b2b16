/** The rules about how a connection is closed. */
package dev.tcpunit.internal.rule.teardown;
