package it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TestJvmTest {
  @Test
  void should_have_the_home_of_the_real_jdk() {
    assertEquals(System.getProperty("java.home"), System.getenv("JAVA_HOME"));
  }

  @Test
  void should_have_the_sysctls_of_the_pom_over_the_defaults() throws Exception {
    assertEquals("0", sysctl("tcp_early_retrans"));
    assertEquals("0", sysctl("tcp_no_metrics_save"));
    assertEquals("0", sysctl("tcp_sack"));
  }

  @Test
  void should_write_files_that_belong_to_the_user_who_builds() throws Exception {
    Path file = Files.createTempFile(Path.of("target"), "of", "user");
    assertEquals(Files.getOwner(Path.of("pom.xml")), Files.getOwner(file));
  }

  private static String sysctl(String name) throws Exception {
    return Files.readString(Path.of("/proc/sys/net/ipv4", name)).strip();
  }
}
