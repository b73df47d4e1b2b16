/**
 * What stands behind the JUnit extension: settings, one session for each test, when it is settled,
 * what its queries answer, and what it leaves behind.
 */
package dev.tcpunit.internal.junit;
