package dev.tcpunit.internal.wire;

/**
 * The fragmented datagrams that are still incomplete.
 *
 * <p><b>Memory:</b> bounded by {@value #MAX_DATAGRAMS} datagrams of at most 64 KiB; the oldest
 * gives way to a new one. Nothing is held before the first fragment. <b>Time:</b> a datagram is
 * given up {@value #TIMEOUT_SECONDS} seconds after its first fragment (RFC 8200 section 4.5, RFC
 * 1122 section 3.3.2), so that a reused identification does not mix two datagrams.
 */
final class IpReassembly {
  static final int MAX_DATAGRAMS = 64;
  static final int TIMEOUT_SECONDS = 60;
  private static final long TIMEOUT_NANOS = TIMEOUT_SECONDS * 1_000_000_000L;

  private FragmentedDatagram[] datagrams;
  private long arrivals;
  private long completedFragments;

  /** The datagram that a fragment belongs to, which is a new one if none is under way. */
  FragmentedDatagram datagram(DecodedSegment fragment, int identification, int protocol) {
    if (datagrams == null) {
      datagrams = new FragmentedDatagram[MAX_DATAGRAMS];
      for (int i = 0; i < MAX_DATAGRAMS; i++) {
        datagrams[i] = new FragmentedDatagram();
      }
    }
    FragmentedDatagram oldest = datagrams[0];
    for (FragmentedDatagram datagram : datagrams) {
      if (datagram.matches(fragment, identification, protocol)) {
        // The absolute difference, because times run backwards in some captures.
        if (Math.abs(fragment.timeNanos - datagram.firstNanos()) <= TIMEOUT_NANOS) {
          return datagram;
        }
        oldest = datagram;
        break;
      }
      if (datagram.arrival() < oldest.arrival()) {
        oldest = datagram;
      }
    }
    oldest.begin(fragment, identification, protocol, ++arrivals);
    return oldest;
  }

  /** Gives a datagram's place free; its bytes stay readable until another one takes it. */
  void complete(FragmentedDatagram datagram) {
    completedFragments += datagram.fragments() - 1;
    datagram.end();
  }

  long completedFragments() {
    return completedFragments;
  }
}
