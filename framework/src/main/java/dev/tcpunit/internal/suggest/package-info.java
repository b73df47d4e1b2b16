/** Writes a test of what captures show. */
package dev.tcpunit.internal.suggest;
