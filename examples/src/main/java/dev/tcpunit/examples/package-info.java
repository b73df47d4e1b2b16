/** Upload clients, right and wrong, and the server that they upload to: the code under test. */
package dev.tcpunit.examples;
