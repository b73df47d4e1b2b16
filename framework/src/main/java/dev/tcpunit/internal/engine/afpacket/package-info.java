/**
 * Captures on Linux with nothing installed: a packet socket whose ring the kernel fills and this
 * process reads (packet(7), Documentation/networking/packet_mmap.rst).
 */
package dev.tcpunit.internal.engine.afpacket;
