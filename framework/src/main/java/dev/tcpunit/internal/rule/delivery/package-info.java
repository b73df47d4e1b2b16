/** The rules about whether the bytes arrive. */
package dev.tcpunit.internal.rule.delivery;
