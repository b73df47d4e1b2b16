/** The rules about what an application makes of TCP. */
package dev.tcpunit.internal.rule.application;
