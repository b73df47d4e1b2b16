package dev.tcpunit.examples.clients;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The program, started anew for each image. */
final class CurlUpload implements UploadClient {
  /** Empty if this machine has none. */
  static Optional<String> version() {
    try {
      String[] words = output("curl", "--version").split(" ");
      return Optional.of("curl " + words[1]);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Override
  public int upload(URI target, byte[] image) throws IOException {
    Path file = Files.createTempFile("image", ".jpg");
    try {
      Files.write(file, image);
      String status =
          output(
              "curl",
              "-s",
              "-o",
              "/dev/null",
              "-w",
              "%{http_code}",
              "--data-binary",
              "@" + file,
              target.toString());
      return Integer.parseInt(status);
    } finally {
      Files.delete(file);
    }
  }

  private static String output(String... command) throws IOException {
    Process process = new ProcessBuilder(command).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return said.strip();
  }
}
