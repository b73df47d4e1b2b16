package dev.tcpunit.internal.fork;

import java.io.IOException;

/** A way to start a child JVM. Equal ones share a child. */
interface ChildStart {
  /**
   * Starts it. Its standard input and output are the channel; what else is heard on it before the
   * word is none of the child's.
   *
   * @param word what its events begin with
   */
  Process start(String word) throws IOException;

  /** A text with the paths of this machine as they are where the child runs. */
  default String there(String text) {
    return text;
  }

  /** The path on this machine of a file that the child has named. */
  default String here(String path) {
    return path;
  }
}
