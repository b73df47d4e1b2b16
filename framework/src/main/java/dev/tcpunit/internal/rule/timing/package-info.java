/** The rules about how long things take. */
package dev.tcpunit.internal.rule.timing;
