/** The rules about whether what arrives is what was sent. */
package dev.tcpunit.internal.rule.integrity;
