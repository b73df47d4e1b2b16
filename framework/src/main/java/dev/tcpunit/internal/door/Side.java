package dev.tcpunit.internal.door;

/** A side of the wall. */
enum Side {
  INSIDE,
  OUTSIDE;

  Side other() {
    return this == INSIDE ? OUTSIDE : INSIDE;
  }
}
