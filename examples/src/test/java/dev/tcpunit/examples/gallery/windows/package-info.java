/** Windows and buffers. */
package dev.tcpunit.examples.gallery.windows;
