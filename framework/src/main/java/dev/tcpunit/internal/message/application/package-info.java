/** The messages of assertions on what an application makes of TCP. */
package dev.tcpunit.internal.message.application;
