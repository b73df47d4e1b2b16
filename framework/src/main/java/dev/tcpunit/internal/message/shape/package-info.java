/** The messages of rules about what a connection looks like as a whole. */
package dev.tcpunit.internal.message.shape;
