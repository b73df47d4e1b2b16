package dev.tcpunit.internal.engine.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a program says on its standard error: the last lines, and how many packets it dropped. */
final class ErrorOutput {
  private static final int LINES_KEPT = 10;

  /**
   * What tcpdump says when asked and at its end; dumpcap at its end only: {@code on interface 'lo':
   * 10/3 (...)}.
   */
  private static final Pattern DROPPED =
      Pattern.compile("(\\d+) packets? dropped by kernel|dropped on interface .*: \\d+/(\\d+)");

  private final Deque<String> lines = new ArrayDeque<>();
  private final Thread thread;
  private long dropped;
  private long answers;
  private boolean ended;

  ErrorOutput(InputStream in, String subject) {
    thread = new Thread(() -> read(in), "tcpunit " + subject + ": errors");
    thread.setDaemon(true);
    thread.start();
  }

  private void read(InputStream in) {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(in, Charset.defaultCharset()))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        add(line.strip());
      }
    } catch (IOException e) {
      add("(reading its errors failed: " + e.getMessage() + ")");
    }
    synchronized (this) {
      ended = true;
      notifyAll();
    }
  }

  private synchronized void add(String line) {
    Matcher matcher = DROPPED.matcher(line);
    if (matcher.find()) {
      String count = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
      dropped = Math.max(dropped, Long.parseLong(count));
      answers++;
      notifyAll();
    } else if (!line.isEmpty()) {
      lines.addLast(line);
      if (lines.size() > LINES_KEPT) {
        lines.removeFirst();
      }
    }
  }

  /** The last lines, joined to one. */
  synchronized String text() {
    return String.join("; ", lines);
  }

  synchronized long dropped() {
    return dropped;
  }

  synchronized long answers() {
    return answers;
  }

  /** Waits until a further answer or the end has come, at most so long. */
  synchronized void awaitAnswer(long after, long millis) {
    awaitUntil(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis), after);
  }

  /** Waits until the program has closed its standard error, at most so long. */
  synchronized void awaitEnd(long millis) {
    awaitUntil(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis), Long.MAX_VALUE);
  }

  private void awaitUntil(long deadline, long answersBefore) {
    long left = deadline - System.nanoTime();
    try {
      while (!ended && answers <= answersBefore && left > 0) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
        left = deadline - System.nanoTime();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
