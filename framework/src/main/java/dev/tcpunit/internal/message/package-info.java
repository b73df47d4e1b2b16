/**
 * What a failed assertion says, one class per message: what was expected, what was found, the
 * segments that show it, the evidence, the rule and where the capture lies.
 */
package dev.tcpunit.internal.message;
