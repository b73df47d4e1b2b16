/** The messages of assertions on how long things take. */
package dev.tcpunit.internal.message.timing;
