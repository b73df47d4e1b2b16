package dev.tcpunit.jar;

import static org.assertj.core.api.Assertions.assertThat;

import io.airlift.compress.zstd.ZstdOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.Writer;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** The jar that tests depend on: carries what it needs and shows none of it. */
class FrameworkJarIT {
  private static final Path JAR = Path.of(System.getProperty("tcpunit.jar"));

  @Test
  void should_hold_no_class_outside_the_base_package_and_no_command_line() throws IOException {
    List<String> classes;
    try (JarFile jar = new JarFile(JAR.toFile())) {
      classes = jar.stream().map(JarEntry::getName).filter(n -> n.endsWith(".class")).toList();
    }
    assertThat(classes)
        .hasSizeGreaterThan(100)
        .allMatch(name -> name.startsWith("dev/tcpunit/"))
        .noneMatch(name -> name.startsWith("dev/tcpunit/cli/"));
  }

  @Test
  void should_have_a_name_as_a_module() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      assertThat(jar.getManifest().getMainAttributes().getValue("Automatic-Module-Name"))
          .isEqualTo("dev.tcpunit");
    }
  }

  @Test
  void should_name_no_folder_of_the_machine_that_built_it() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile());
        InputStream pom =
            jar.getInputStream(jar.getEntry("META-INF/maven/dev.tcpunit/tcpunit/pom.xml"))) {
      assertThat(new String(pom.readAllBytes(), StandardCharsets.UTF_8))
          .contains("<artifactId>tcpunit</artifactId>")
          .doesNotContain(JAR.getParent().toString());
    }
  }

  @Test
  void should_read_zstd_and_write_json_with_nothing_else_on_the_class_path() throws Exception {
    URL[] jar = {JAR.toUri().toURL()};
    try (URLClassLoader alone = new URLClassLoader(jar, ClassLoader.getPlatformClassLoader())) {
      assertThat(json(alone, packedCapture()))
          .startsWith("{\"schema\":2,\"source\":\"packed\",\"packets\":0,")
          .contains("\"complete\":true");
    }
  }

  private static String json(ClassLoader loader, byte[] capture) throws Exception {
    Class<?> options = loader.loadClass("dev.tcpunit.analysis.AnalysisOptions");
    Class<?> traceType = loader.loadClass("dev.tcpunit.trace.Trace");
    Class<?> report = loader.loadClass("dev.tcpunit.report.JsonReport");
    Object trace =
        loader
            .loadClass("dev.tcpunit.analysis.Traces")
            .getMethod("read", InputStream.class, String.class, options)
            .invoke(
                null,
                new ByteArrayInputStream(capture),
                "packed",
                options.getField("SUMMARY").get(null));
    StringWriter out = new StringWriter();
    report
        .getMethod("write", traceType, Writer.class)
        .invoke(report.getConstructor().newInstance(), trace, out);
    return out.toString();
  }

  private static byte[] packedCapture() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new ZstdOutputStream(packed)) {
      out.write(Captures.EMPTY);
    }
    return packed.toByteArray();
  }
}
