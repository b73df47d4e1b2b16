/** Turns the bytes of a frame into one TCP segment, by views over the bytes, each checked once. */
package dev.tcpunit.internal.wire;
