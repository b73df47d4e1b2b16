package dev.tcpunit.dynamics;

import dev.tcpunit.internal.track.RangeSet;
import dev.tcpunit.trace.SackBlock;
import java.util.ArrayList;
import java.util.List;

/**
 * What the sender of a flow could know of its data at a moment (the scoreboard of RFC 6675 section
 * 2).
 *
 * @param acknowledgedTo the offset of the first byte that is not acknowledged cumulatively
 * @param sentTo the offset after the highest byte sent
 * @param reported what the receiver has reported by SACK beyond that, in ascending order
 */
public record Scoreboard(long acknowledgedTo, long sentTo, List<SackBlock> reported) {

  /** Copies the list. */
  public Scoreboard {
    reported = List.copyOf(reported);
  }

  static Scoreboard of(long acknowledgedTo, long sentTo, RangeSet sacked) {
    List<SackBlock> blocks = new ArrayList<>();
    for (int i = 0; i < sacked.size(); i++) {
      blocks.add(new SackBlock(sacked.from(i), sacked.to(i)));
    }
    return new Scoreboard(acknowledgedTo, sentTo, blocks);
  }

  /**
   * The gaps: what the receiver lacks although it has reported bytes beyond.
   *
   * @return in ascending order
   */
  public List<SackBlock> missing() {
    List<SackBlock> gaps = new ArrayList<>();
    long from = acknowledgedTo;
    for (SackBlock block : reported) {
      if (block.from() > from) {
        gaps.add(new SackBlock(from, block.from()));
      }
      from = block.to();
    }
    return List.copyOf(gaps);
  }
}
