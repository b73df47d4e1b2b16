/**
 * One class for each behaviour that can be asserted, with its words, in groups by mechanism; here
 * is what several groups share.
 */
package dev.tcpunit.internal.rule;
