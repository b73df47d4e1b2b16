/** Upload clients as their libraries make them, and what they do on the wire. */
package dev.tcpunit.examples.clients;
