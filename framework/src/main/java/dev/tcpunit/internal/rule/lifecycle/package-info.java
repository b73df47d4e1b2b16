/** The rules about the life of a connection as a whole. */
package dev.tcpunit.internal.rule.lifecycle;
