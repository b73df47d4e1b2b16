/** Small segments. */
package dev.tcpunit.examples.gallery.segments;
