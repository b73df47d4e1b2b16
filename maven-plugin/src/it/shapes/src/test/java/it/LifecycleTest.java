package it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.junit.CaptureTcp;
import dev.tcpunit.junit.ImpairedLink;
import dev.tcpunit.junit.LossSweep;
import dev.tcpunit.junit.TcpCapture;
import dev.tcpunit.lab.Link;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.io.TempDir;

/** Has a folder, a link, and what an extension that is none of ours resolves. */
@ExtendWith(LifecycleTest.Words.class)
class LifecycleTest {
  static class Words implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == String.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return "words of " + context.getDisplayName();
    }
  }

  @TempDir Path folder;

  LifecycleTest(String word) {
    assertThat(word).startsWith("words of ");
  }

  @Test
  @CaptureTcp
  void has_a_folder_and_words(String word, TcpCapture capture) throws Exception {
    Files.writeString(folder.resolve("file"), word);
    capture.connectionTo(Upload.loopback());
  }

  @Test
  void compares_words(String word) {
    assertThat(word).isEqualTo("other words");
  }

  @LossSweep(max = 2)
  void survives(Link link) throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, link.serverAddress())) {
      Upload.to(link.towards(server.getLocalPort()), server);
    }
  }

  @Test
  @ImpairedLink(delay = "1ms")
  void fails_over_a_link(Link link) throws Exception {
    survives(link);
    throw new IllegalArgumentException("after the upload");
  }
}

@CaptureTcp
class BeforeAllFailsTest {
  @BeforeAll
  static void fails() {
    throw new IllegalArgumentException("before all");
  }

  @Test
  void never_runs() {}
}

@CaptureTcp
class BeforeAllGivesUpTest {
  @BeforeAll
  static void gives_up() {
    Assumptions.assumeTrue(false, "not here");
  }

  @Test
  void never_runs() {}
}

@CaptureTcp
class AfterAllFailsTest {
  @Test
  void passes() {}

  @AfterAll
  static void fails() {
    throw new IllegalArgumentException("after all");
  }
}

@CaptureTcp
class ConstructorFailsTest {
  ConstructorFailsTest() {
    throw new IllegalArgumentException("constructor");
  }

  @Test
  void never_runs() {}
}

@Disabled("whole class")
@CaptureTcp
class DisabledTest {
  @Test
  void never_runs() {}
}

@CaptureTcp
@TestMethodOrder(MethodOrderer.Random.class)
class RandomOrderTest {
  @Test
  void a() {}

  @Test
  void b() {
    throw new AssertionError("b");
  }

  @Test
  void c() {}
}
