/** Keeping connections. */
package dev.tcpunit.examples.gallery.reuse;
