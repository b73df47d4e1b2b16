/** From the bytes of a frame to one TCP segment: views over bytes, each checked once. */
package dev.tcpunit.internal.wire;
