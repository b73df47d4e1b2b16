package dev.tcpunit.internal.live;

/**
 * Which test a captured connection belongs to, as one of the tests that share the capture sees it.
 */
public enum Attribution {
  /** This test's: it named the port, or no other test can have opened the connection. */
  MINE,
  /** Another test that ran at the same time named the port. */
  OF_ANOTHER,
  /** This test and another that ran at the same time both named the port. */
  CONTESTED,
  /** Neither named the port, and both ran when the connection was opened. */
  UNCLEAR,
  /** This test named ports, and this is none of them. */
  NOT_NAMED,
  /** The connection was open before the test began. */
  OPENED_BEFORE
}
