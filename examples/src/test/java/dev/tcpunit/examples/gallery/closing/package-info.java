/** Closing. */
package dev.tcpunit.examples.gallery.closing;
