package dev.tcpunit.internal.engine.command;

import dev.tcpunit.capture.CaptureException;
import dev.tcpunit.capture.CaptureException.Reason;
import dev.tcpunit.capture.CaptureRequest;
import dev.tcpunit.internal.engine.CaptureErrors;
import dev.tcpunit.internal.sandbox.Shell;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A capture program and how it is started.
 *
 * @param words the command line, with placeholders
 * @param place where the program runs; its guard runs there too, to be allowed to end it
 * @param answersSignals whether it prints its drop counter when it gets SIGUSR1, as tcpdump does
 */
record CaptureCommand(List<String> words, Place place, boolean answersSignals) {
  /** Where the program runs. */
  enum Place {
    HERE,
    /** Here, as root. */
    BEHIND_SUDO,
    /** On another host, named by the first word. */
    BEHIND_SSH
  }

  /** A program may cut frames a little shorter than it is told; the engine cuts to the byte. */
  private static final int SLACK = 16;

  private static final String SSH_PREFIX = "ssh:";

  // Immediate mode, because libpcap would hand over packets only once a second; user root, because
  // tcpdump would try to become a user that a user namespace does not know.
  private static final List<String> TCPDUMP =
      Shell.words(
          "tcpdump -i {interface} -s {snaplen} -B {bufferKiB} -n -p -U --immediate-mode"
              + " --time-stamp-precision=nano -Z root -w -");
  private static final List<String> DUMPCAP =
      Shell.words("dumpcap -q -i {interface} -s {snaplen} -B {bufferMiB} -p -w -");

  /** The command of a setting. */
  static CaptureCommand named(String setting, CaptureErrors errors) throws CaptureException {
    if (setting.startsWith(SSH_PREFIX)) {
      Stream<String> host = Stream.of(setting.substring(SSH_PREFIX.length()));
      List<String> words = Stream.concat(host, TCPDUMP.stream()).toList();
      return new CaptureCommand(words, Place.BEHIND_SSH, true);
    }
    List<String> words = Shell.words(setting);
    if (words.isEmpty()) {
      throw errors.error(
          Reason.FAILED,
          CommandEngine.COMMAND_PROPERTY + " is blank",
          "Set it to tcpdump, dumpcap, sudo, ssh:HOST or a command line, or leave it out",
          null);
    }
    return switch (setting.strip()) {
      case "tcpdump" -> new CaptureCommand(TCPDUMP, Place.HERE, true);
      case "dumpcap" -> new CaptureCommand(DUMPCAP, Place.HERE, false);
      case "sudo" -> new CaptureCommand(TCPDUMP, Place.BEHIND_SUDO, true);
      default -> new CaptureCommand(words, Place.HERE, false);
    };
  }

  /** The commands to try where none is named. */
  static List<CaptureCommand> installed() {
    List<CaptureCommand> commands = new ArrayList<>();
    if (onPath("tcpdump")) {
      commands.add(new CaptureCommand(TCPDUMP, Place.HERE, true));
    }
    if (onPath("dumpcap")) {
      commands.add(new CaptureCommand(DUMPCAP, Place.HERE, false));
    }
    if (onPath("sudo")) {
      commands.add(new CaptureCommand(TCPDUMP, Place.BEHIND_SUDO, true));
    }
    return commands;
  }

  private static boolean onPath(String program) {
    String path = System.getenv().getOrDefault("PATH", "");
    return Arrays.stream(path.split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  /** The words to start, guard included. */
  List<String> commandLine(CaptureRequest request) {
    List<String> filled =
        words.stream()
            .map(word -> word.replace("{interface}", request.interfaceName()))
            .map(word -> word.replace("{snaplen}", snapLength(request)))
            .map(word -> word.replace("{bufferKiB}", atLeastOne(request.bufferBytes() >> 10)))
            .map(word -> word.replace("{bufferMiB}", atLeastOne(request.bufferBytes() >> 20)))
            .toList();
    return switch (place) {
      case HERE -> Guard.around(filled);
      case BEHIND_SUDO ->
          Stream.concat(Stream.of("sudo", "-n"), Guard.around(filled).stream()).toList();
      case BEHIND_SSH -> behindSsh(filled.get(0), filled.subList(1, filled.size()));
    };
  }

  private static List<String> behindSsh(String host, List<String> command) {
    String remote = Shell.quoted(Guard.around(command));
    return List.of("ssh", "-o", "BatchMode=yes", "-T", "--", host, remote);
  }

  private static String snapLength(CaptureRequest request) {
    return String.valueOf(Math.min(request.snapLength() + SLACK, CaptureRequest.FULL_PAYLOAD));
  }

  private static String atLeastOne(int count) {
    return String.valueOf(Math.max(1, count));
  }

  /** The program's name, for messages. */
  String program() {
    return switch (place) {
      case HERE -> words.get(0);
      case BEHIND_SUDO -> "sudo " + words.get(0);
      case BEHIND_SSH -> "ssh " + words.get(0) + " " + words.get(1);
    };
  }
}
