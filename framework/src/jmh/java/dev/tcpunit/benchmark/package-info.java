/** What TcpUnit costs, measured beside what is done without it. */
package dev.tcpunit.benchmark;
