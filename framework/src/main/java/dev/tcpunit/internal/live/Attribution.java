package dev.tcpunit.internal.live;

/** Whose a connection is, among tests that share a capture. */
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
  /** It was open before the test began. */
  OPENED_BEFORE
}
