/** Arbitrary input for whatever reads, by Jazzer: nothing that arrives breaks it. */
package dev.tcpunit.fuzz;
