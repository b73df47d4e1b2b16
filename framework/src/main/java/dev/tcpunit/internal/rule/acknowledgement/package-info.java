/** The rules about how data is acknowledged. */
package dev.tcpunit.internal.rule.acknowledgement;
