/** Bugs of upload clients, each with the line of a test that catches it. */
package dev.tcpunit.examples.gallery;
