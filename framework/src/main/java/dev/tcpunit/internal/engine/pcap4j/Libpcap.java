package dev.tcpunit.internal.engine.pcap4j;

import com.sun.jna.NativeLibrary;
import dev.tcpunit.capture.CaptureException;
import dev.tcpunit.capture.CaptureException.Reason;
import dev.tcpunit.internal.engine.CaptureErrors;
import dev.tcpunit.internal.linux.Jna;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.pcap4j.core.Pcaps;

/** Whether libpcap is there and new enough: found out once, because it does not change. */
final class Libpcap {
  static final boolean ON_LINUX = "Linux".equals(System.getProperty("os.name"));

  private static final Pattern VERSION = Pattern.compile("libpcap version (\\d+)\\.(\\d+)");

  /** The property by which pcap4j is told the library's name. */
  private static final String LIBRARY_PROPERTY = "org.pcap4j.core.pcapLibName";

  private static final int MAJOR = 1;
  private static final int MINOR = 10;

  /** Why the library cannot be used. */
  record Unusable(Reason reason, String happened, String remedy, Throwable cause) {
    CaptureException asException(CaptureErrors errors) {
      return errors.error(reason, happened, remedy, cause);
    }
  }

  private static final Optional<Unusable> UNUSABLE = tryToLoad();

  private Libpcap() {}

  static Optional<Unusable> unusable() {
    return UNUSABLE;
  }

  private static Optional<Unusable> tryToLoad() {
    Optional<Unusable> incomplete = withoutJavaSql();
    return incomplete.isPresent() ? incomplete : tryToLoadLibrary();
  }

  /** pcap4j's times are those of java.sql, without which it fails at each packet, and goes on. */
  private static Optional<Unusable> withoutJavaSql() {
    try {
      Class.forName("java.sql.Timestamp", false, Libpcap.class.getClassLoader());
      return Optional.empty();
    } catch (ClassNotFoundException e) {
      return Optional.of(
          new Unusable(
              Reason.NOT_SUPPORTED,
              "this Java run-time image has no module java.sql, which pcap4j needs",
              "Make the image with java.sql too: jlink --add-modules java.sql",
              null));
    }
  }

  private static Optional<Unusable> tryToLoadLibrary() {
    Optional<String> withoutJna = Jna.failure();
    if (withoutJna.isPresent()) {
      return Optional.of(new Unusable(Reason.NOT_SUPPORTED, withoutJna.get(), Jna.REMEDY, null));
    }
    try {
      if (ON_LINUX) {
        // Where there is no libpcap, pcap4j takes 70 ms to find out, and the loader next to
        // nothing.
        NativeLibrary.getInstance(System.getProperty(LIBRARY_PROPERTY, "pcap"));
      }
      QuietLogging.begin();
      return tooOld(Pcaps.libVersion(), ON_LINUX);
    } catch (LinkageError e) {
      return Optional.of(
          new Unusable(
              Reason.NOT_INSTALLED,
              "libpcap could not be loaded (" + reason(e) + ")",
              "Install it: apt-get install libpcap0.8, dnf install libpcap, apk add libpcap,"
                  + " or Npcap on Windows",
              e));
    }
  }

  /**
   * Why an old version cannot be used: before 1.10 a loop that waits for packets cannot be ended on
   * Linux.
   */
  static Optional<Unusable> tooOld(String version, boolean onLinux) {
    Matcher matcher = VERSION.matcher(version);
    if (!onLinux || !matcher.find() || isNewEnough(matcher)) {
      return Optional.empty();
    }
    return Optional.of(
        new Unusable(
            Reason.NOT_SUPPORTED,
            "it is " + version + ", whose captures cannot be ended while no packet comes",
            "Install libpcap " + MAJOR + "." + MINOR + " or later",
            null));
  }

  private static boolean isNewEnough(Matcher version) {
    int major = Integer.parseInt(version.group(1));
    int minor = Integer.parseInt(version.group(2));
    return major > MAJOR || major == MAJOR && minor >= MINOR;
  }

  /** The first line says what was loaded, the second what the system's loader says. */
  private static String reason(Throwable e) {
    return String.valueOf(e.getMessage()).lines().limit(2).collect(Collectors.joining(" "));
  }
}
