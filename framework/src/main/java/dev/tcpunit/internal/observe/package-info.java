/**
 * Observes a whole suite that knows nothing of TcpUnit: one capture for all of its tests, judged by
 * rules that are true of any suite, and told in groups.
 */
package dev.tcpunit.internal.observe;
