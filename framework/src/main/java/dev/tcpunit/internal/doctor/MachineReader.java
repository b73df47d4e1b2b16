package dev.tcpunit.internal.doctor;

import dev.tcpunit.internal.sandbox.CurrentSandbox;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the facts from /proc and the like; on other systems than Linux there are none to read. */
final class MachineReader {
  /** Bits of CapEff, from linux/capability.h. */
  private static final Map<String, Integer> CAPABILITIES = new LinkedHashMap<>();

  static {
    CAPABILITIES.put("net_admin", 12);
    CAPABILITIES.put("net_raw", 13);
    CAPABILITIES.put("sys_admin", 21);
  }

  private static final int READ_BYTES = 8192;

  private final Path root;
  private final Map<String, String> environment;

  MachineReader(Path root, Map<String, String> environment) {
    this.root = root;
    this.environment = environment;
  }

  Machine read() {
    return new Machine(
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("java.version"),
        user(),
        capabilities(),
        container(),
        !status("Seccomp").equals("0") && !status("Seccomp").isEmpty(),
        status("NoNewPrivs").equals("1"),
        text("proc/sys/kernel/apparmor_restrict_unprivileged_userns").equals("1"),
        maxUserNamespaces(),
        text("proc/sys/kernel/unprivileged_userns_clone").equals("0"),
        CurrentSandbox.strategy().orElse(""));
  }

  private String user() {
    String name = System.getProperty("user.name");
    String uids = status("Uid");
    // Real, effective, saved and filesystem uid.
    return uids.isEmpty() ? name : name + " (uid " + uids.split("\\s+")[1] + ")";
  }

  private List<String> capabilities() {
    String effective = status("CapEff");
    if (effective.isEmpty()) {
      return List.of();
    }
    long bits = Long.parseUnsignedLong(effective, 16);
    List<String> names = new ArrayList<>();
    CAPABILITIES.forEach(
        (name, bit) -> {
          if ((bits >>> bit & 1) == 1) {
            names.add(name);
          }
        });
    return names;
  }

  private String container() {
    if (Files.exists(root.resolve(".dockerenv"))) {
      return "docker";
    }
    if (Files.exists(root.resolve("run/.containerenv"))) {
      return "podman";
    }
    if (environment.containsKey("KUBERNETES_SERVICE_HOST")) {
      return "kubernetes";
    }
    return environment.getOrDefault("container", "");
  }

  private long maxUserNamespaces() {
    String limit = text("proc/sys/user/max_user_namespaces");
    return limit.isEmpty() ? -1 : Long.parseLong(limit);
  }

  private String status(String field) {
    return text("proc/self/status")
        .lines()
        .filter(line -> line.startsWith(field + ":"))
        .map(line -> line.substring(field.length() + 1).strip())
        .findFirst()
        .orElse("");
  }

  private String text(String file) {
    // In one read: a sysctl's file is at its end after the first, however few bytes that took.
    try (InputStream in = Files.newInputStream(root.resolve(file))) {
      return new String(in.readNBytes(READ_BYTES), StandardCharsets.UTF_8).strip();
    } catch (IOException ignored) {
      // Not there on this system, or not for this user: then it decides nothing.
      return "";
    }
  }
}
