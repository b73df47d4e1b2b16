package dev.tcpunit.internal.door;

/** A side of the wall. */
enum WallSide {
  INSIDE,
  OUTSIDE;

  WallSide other() {
    return this == INSIDE ? OUTSIDE : INSIDE;
  }
}
