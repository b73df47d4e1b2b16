/** The use of HTTP. */
package dev.tcpunit.examples.gallery.http;
