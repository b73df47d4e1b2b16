package dev.tcpunit.trace;

/**
 * What tells that bytes were sent again, came late, or were copied: the one thing that decided it.
 */
public enum Evidence {
  /** The bytes were captured before, and the packet is no copy of the one that carried them. */
  SEEN_BEFORE(Confidence.CERTAIN, "its bytes were captured before, in another packet"),
  /** The bytes were captured before, and nothing in the packets tells a copy from a resend. */
  REPEATED(Confidence.LIKELY, "its bytes were captured before"),
  /** The capture stands beside the sender, so bytes below the highest one go out again. */
  BESIDE_SENDER(Confidence.CERTAIN, "it leaves its sender below what was sent before"),
  /** The sender counts the IP identification up for each of this flow's packets (RFC 6864). */
  IP_ID_COUNTER(Confidence.CERTAIN, "its sender counts its packets, and this is the order (IP ID)"),
  /** The IP identification, of which it is not proven how this sender chooses it (RFC 6864). */
  IP_ID(Confidence.LIKELY, "its IP identification says so"),
  /** The timestamp, which never goes back (RFC 7323 section 3.2). */
  TIMESTAMP(Confidence.CERTAIN, "its timestamp says so (TSval)"),
  /**
   * It answers what its receiver sent after the other packet: TSecr (RFC 7323 s4.3), or the ACK.
   */
  ANSWER(Confidence.CERTAIN, "it answers what its receiver sent later (TSecr or ACK)"),
  /** On a loopback, where nothing is lost, it arrived once: it was overtaken in this host. */
  SENT_ONCE(Confidence.CERTAIN, "a loopback loses nothing, so what arrives once was sent once"),
  /** It comes sooner than its sender could have learnt of a loss. */
  TIMING(Confidence.LIKELY, "it came sooner than its sender could learn of a loss"),
  /** The receiver had asked for it, at least a round trip before (RFC 5681, RFC 6675). */
  ASKED_FOR(Confidence.LIKELY, "the receiver had asked for it a round trip before"),
  /** The IP identification and the timestamp are those of a packet captured before. */
  SAME_PACKET(
      Confidence.CERTAIN, "it has the IP identification and the timestamp of a packet before"),
  /** The IP identification is that of a packet before, which came too short a time ago. */
  SAME_IP_ID(Confidence.LIKELY, "it has the IP identification of a packet just before"),
  /**
   * The receiver acknowledged all of it without a word of a hole (RFC 5681 section 4.2): it had all
   * in order, or took it together with what came after, as Linux does for a busy socket.
   */
  NO_HOLE_REPORTED(Confidence.UNDECIDED, "its receiver reported no hole"),
  /** The capture holds both ends: it is known what left the sender, and how often. */
  BOTH_ENDS(Confidence.CERTAIN, "the capture shows what left its sender"),
  /** Nothing decided. */
  NONE(Confidence.UNDECIDED, "the packets do not tell");

  private final Confidence confidence;
  private final String words;

  Evidence(Confidence confidence, String words) {
    this.confidence = confidence;
    this.words = words;
  }

  /**
   * How sure it is what it tells.
   *
   * @return never null
   */
  public Confidence confidence() {
    return confidence;
  }

  /**
   * The evidence in a few words, as messages show it.
   *
   * @return words without a full stop
   */
  public String words() {
    return words;
  }
}
