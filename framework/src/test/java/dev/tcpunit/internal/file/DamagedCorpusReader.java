package dev.tcpunit.internal.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A program that reads all captures below a folder and prints how many packets each holds. */
final class DamagedCorpusReader {
  private DamagedCorpusReader() {}

  public static void main(String... arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    List<Path> files;
    try (Stream<Path> found = Files.walk(folder)) {
      files =
          found.filter(Files::isRegularFile).filter(f -> !f.toString().endsWith(".tsv")).toList();
    }
    for (Path file : files) {
      ReadResult result = CaptureFile.read(file, frame -> {});
      System.out.println(folder.relativize(file) + "\t" + result.packets());
    }
  }
}
