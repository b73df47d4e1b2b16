/**
 * What all rules share: a rule judges a subject and gives a verdict, whose words are a finding:
 * what was expected, what was found instead, the segments that show it, the cause, and what to look
 * for.
 */
package dev.tcpunit.internal.verdict;
