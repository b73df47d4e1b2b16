package dev.tcpunit.internal.engine.pcap4j;

import java.lang.reflect.Method;
import java.util.ServiceLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * Keeps out of users' logs the messages of pcap4j that a loop begins and ends, and that of SLF4J
 * that there is no logger. Warnings stay, and so does all that users have asked for themselves.
 */
final class QuietLogging {
  private static final String PCAP4J = "org.pcap4j";

  /** SLF4J's own words to standard error, read once when it starts. */
  private static final String SLF4J_VERBOSITY = "slf4j.internal.verbosity";

  /** The level for slf4j-simple and Maven's logger, which read it when a logger is made. */
  private static final String SIMPLE_LEVEL = "org.slf4j.simpleLogger.log." + PCAP4J;

  private static final java.util.logging.Logger JDK =
      java.util.logging.Logger.getLogger(PCAP4J); // held: a collected logger loses its level

  private QuietLogging() {}

  /** Begins to keep quiet; to be called before the first class of pcap4j is loaded. */
  static void begin() {
    if (JDK.getLevel() == null) {
      JDK.setLevel(java.util.logging.Level.WARNING);
    }
    if (System.getProperty(SIMPLE_LEVEL) == null) {
      System.setProperty(SIMPLE_LEVEL, "warn");
    }
    startSlf4j();
    quietLogback(LoggerFactory.getLogger(PCAP4J));
  }

  /** Where there is no logger at all, SLF4J would say so in three lines, for each test JVM. */
  private static void startSlf4j() {
    if (System.getProperty(SLF4J_VERBOSITY) != null || hasProvider()) {
      return;
    }
    System.setProperty(SLF4J_VERBOSITY, "ERROR");
    try {
      LoggerFactory.getILoggerFactory();
    } finally {
      System.clearProperty(SLF4J_VERBOSITY);
    }
  }

  private static boolean hasProvider() {
    try {
      ClassLoader loader = LoggerFactory.class.getClassLoader();
      return ServiceLoader.load(SLF4JServiceProvider.class, loader).stream().findAny().isPresent();
    } catch (LinkageError e) {
      return true; // SLF4J before 2.0, which finds its logger in another way
    }
  }

  /** Logback shows everything unless it is configured, and cannot be told by a property. */
  private static void quietLogback(Logger logger) {
    try {
      Class<?> type = logger.getClass();
      if (type.getName().equals("ch.qos.logback.classic.Logger")
          && type.getMethod("getLevel").invoke(logger) == null) {
        Method setLevel = type.getMethod("setLevel", type.getMethod("getLevel").getReturnType());
        setLevel.invoke(logger, setLevel.getParameterTypes()[0].getField("WARN").get(null));
      }
    } catch (ReflectiveOperationException e) {
      // Another Logback than those known: then pcap4j's words stay.
    }
  }
}
