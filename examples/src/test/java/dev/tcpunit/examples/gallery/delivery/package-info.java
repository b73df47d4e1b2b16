/** What does not arrive. */
package dev.tcpunit.examples.gallery.delivery;
