/** What the live engines have in common: choosing one, running its thread, saying what failed. */
package dev.tcpunit.internal.engine;
