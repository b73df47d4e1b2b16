package dev.tcpunit.internal.classify;

/**
 * One of the questions that are put to a segment, in turn.
 *
 * <p>The steps are called through this type for a second reason: what is called through one place
 * but has many forms is compiled apart. All in one, the classification took longer to compile than
 * a capture of a gigabyte takes to read, and what was compiled was thrown away as a whole.
 */
interface Step {
  /** Takes the segment; false if there is nothing more to ask. */
  boolean take(PlacedSegment at, Classification result);
}
