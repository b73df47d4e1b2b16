package dev.tcpunit.internal.file;

import static dev.tcpunit.internal.file.PcapngFormat.IF_DESCRIPTION;
import static dev.tcpunit.internal.file.PcapngFormat.IF_TSOFFSET;
import static dev.tcpunit.internal.file.PcapngFormat.IF_TSRESOL;
import static dev.tcpunit.internal.file.PcapngFormat.ISB_ENDTIME;
import static dev.tcpunit.internal.file.PcapngFormat.ISB_IFDROP;
import static dev.tcpunit.internal.file.PcapngFormat.ISB_OSDROP;
import static dev.tcpunit.internal.file.PcapngFormat.OPT_COMMENT;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * What pcapng says of a section besides packets: interfaces, drops, end; and the first section's
 * comment.
 */
final class PcapngSection {
  /** More than any capture has; keeps a damaged file from filling the heap with them. */
  private static final int MAXIMUM_INTERFACES = 65_536;

  private static final int HEADER = 8;
  private static final int SECTION_OPTIONS = 24;
  private static final int INTERFACE_OPTIONS = 16;
  private static final int STATISTICS_OPTIONS = 20;

  private final ByteSource source;
  private final PcapngOptions options;
  private final Consumer<CaptureSite> sites;
  private final List<PcapngInterface> interfaces = new ArrayList<>();
  private boolean first = true;

  /** How many interfaces the file has described so far. */
  private int described;

  private String comment;
  private long droppedBefore = -1;
  private long endedBefore = PcapngInterface.UNKNOWN;

  PcapngSection(ByteSource source, Consumer<CaptureSite> sites) {
    this.source = source;
    this.sites = sites;
    options = new PcapngOptions(source);
  }

  Optional<String> comment() {
    return Optional.ofNullable(comment);
  }

  /** Starts the next section: the numbers of interfaces in the one before mean nothing here. */
  void start(int end) throws DamagedFileException {
    checkLength(end, SECTION_OPTIONS, "section header");
    int major = source.unsigned16(12);
    if (major != 1) {
      throw source.damaged(
          "a section of pcapng version %d.%d, but only 1.x is known", major, source.unsigned16(14));
    }
    droppedBefore = dropped();
    endedBefore = ended();
    interfaces.clear();
    if (first) {
      first = false;
      readComment(end);
    }
  }

  private void readComment(int end) {
    options.within(SECTION_OPTIONS, end);
    while (options.next()) {
      if (options.is(OPT_COMMENT, 1) && comment == null) {
        comment = options.text();
      }
    }
  }

  void addInterface(int end) throws DamagedFileException {
    checkLength(end, INTERFACE_OPTIONS, "interface description");
    if (interfaces.size() == MAXIMUM_INTERFACES) {
      throw source.damaged("more than %d interfaces in one section", MAXIMUM_INTERFACES);
    }
    int resolution = TimeResolution.DEFAULT;
    long offsetSeconds = 0;
    CaptureSite site = CaptureSite.UNKNOWN;
    options.within(INTERFACE_OPTIONS, end);
    while (options.next()) {
      if (options.is(IF_TSRESOL, 1)) {
        resolution = options.unsigned8();
      } else if (options.is(IF_TSOFFSET, 8)) {
        offsetSeconds = options.int64();
      } else if (options.is(IF_DESCRIPTION, 1)) {
        site = CaptureSite.read(options.text());
      }
    }
    sites.accept(site);
    interfaces.add(
        new PcapngInterface(
            ++described,
            source.unsigned16(HEADER),
            source.unsigned32(HEADER + 4),
            TimeResolution.of(resolution, offsetSeconds)));
  }

  void readStatistics(int end) throws DamagedFileException {
    checkLength(end, STATISTICS_OPTIONS, "interface statistics");
    PcapngInterface described = interfaceOf(source.unsigned32(HEADER));
    long dropped = -1;
    options.within(STATISTICS_OPTIONS, end);
    while (options.next()) {
      if (options.is(ISB_IFDROP, 8) || options.is(ISB_OSDROP, 8)) {
        dropped = Math.max(0, dropped) + options.int64();
      } else if (options.is(ISB_ENDTIME, 8)) {
        described.setEndNanos(described.resolution.nanos(options.time()));
      }
    }
    if (dropped >= 0) {
      described.setDropped(dropped);
    }
  }

  PcapngInterface interfaceOf(long id) throws DamagedFileException {
    if (id >= interfaces.size()) {
      throw source.damaged(
          "a block of interface %d, but the section describes %d interfaces so far",
          id, interfaces.size());
    }
    return interfaces.get((int) id);
  }

  /**
   * An interface's number where the file describes several interfaces; 0 where there is but one.
   */
  int numberOf(PcapngInterface one) {
    return described > 1 ? one.number : 0;
  }

  OptionalLong droppedFrames() {
    long dropped = dropped();
    return dropped < 0 ? OptionalLong.empty() : OptionalLong.of(dropped);
  }

  private long dropped() {
    long sum = droppedBefore;
    for (PcapngInterface each : interfaces) {
      if (each.dropped().isPresent()) {
        sum = Math.max(0, sum) + each.dropped().getAsLong();
      }
    }
    return sum;
  }

  OptionalLong endNanos() {
    long ended = ended();
    return ended == PcapngInterface.UNKNOWN ? OptionalLong.empty() : OptionalLong.of(ended);
  }

  /** The earliest end of the section's interfaces: up to then the capture watched them all. */
  private long ended() {
    long earliest = PcapngInterface.UNKNOWN;
    for (PcapngInterface each : interfaces) {
      long end = each.endNanos();
      if (end != PcapngInterface.UNKNOWN) {
        earliest = earliest == PcapngInterface.UNKNOWN ? end : Math.min(earliest, end);
      }
    }
    return earliest == PcapngInterface.UNKNOWN ? endedBefore : Math.max(endedBefore, earliest);
  }

  void checkLength(int end, int minimum, String what) throws DamagedFileException {
    if (end < minimum) {
      throw source.damaged(
          "a block too short for its kind: %s of %d bytes, but at least %d are needed",
          what, end + 4, minimum + 4);
    }
  }
}
