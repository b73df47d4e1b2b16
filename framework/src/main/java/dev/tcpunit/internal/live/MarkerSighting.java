package dev.tcpunit.internal.live;

/**
 * Where and when the capture saw a marker: all that was sent before the marker lies before it.
 *
 * @param position in the frame store
 * @param cursor reads the frames that follow
 * @param timeNanos the capture's time, in nanoseconds since the epoch
 */
record MarkerSighting(long position, FrameStore.Cursor cursor, long timeNanos) {}
