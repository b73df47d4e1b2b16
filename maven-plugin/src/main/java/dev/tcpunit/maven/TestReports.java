package dev.tcpunit.maven;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.maven.project.MavenProject;

/** What Surefire and Failsafe have written of the tests of this build. */
final class TestReports {
  private TestReports() {}

  /**
   * Says that no test ran, and why where that can be told from the project.
   *
   * @param folders where they write
   * @param since when the build began: what an earlier one has left says nothing of this one
   * @return empty if one did
   */
  static Optional<String> noTestRan(MavenProject project, Collection<Path> folders, Instant since)
      throws IOException {
    for (Path file : files(folders)) {
      if (!Files.getLastModifiedTime(file).toInstant().isBefore(since)
          && tellsOfTestThatRan(file)) {
        return Optional.empty();
      }
    }
    String names = folders.stream().map(Path::toString).collect(Collectors.joining(" and "));
    List<String> reasons =
        new ArrayList<>(List.of("no test ran: there is no report of one in " + names));
    reasons.addAll(SurefireVersion.warnings(project));
    return Optional.of(String.join("\n", reasons));
  }

  private static List<Path> files(Collection<Path> folders) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path folder : folders) {
      if (Files.isDirectory(folder)) {
        try (Stream<Path> all = Files.list(folder)) {
          all.filter(file -> file.getFileName().toString().matches("TEST-.*\\.xml"))
              .forEach(files::add);
        }
      }
    }
    return files;
  }

  private static boolean tellsOfTestThatRan(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      XMLStreamReader suite = XMLInputFactory.newDefaultFactory().createXMLStreamReader(in);
      suite.nextTag();
      return number(suite, "tests") > number(suite, "skipped");
    } catch (XMLStreamException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  private static int number(XMLStreamReader suite, String attribute) {
    String value = suite.getAttributeValue(null, attribute);
    return value == null ? 0 : Integer.parseInt(value);
  }
}
