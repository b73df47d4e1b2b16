/** When the network or the peer fails. */
package dev.tcpunit.examples.gallery.network;
