package it;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.junit.CaptureTcp;
import dev.tcpunit.junit.TcpCapture;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

/** A server of Spring Boot at a port of its own, and an upload to it. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@CaptureTcp
class SpringTest {
  @SpringBootApplication
  @RestController
  static class Application {
    @PostMapping("/images")
    String store(@RequestBody byte[] image) {
      return image.length + " bytes";
    }
  }

  @Autowired private Environment environment;

  @Autowired private ApplicationContext context;

  @Test
  void uploads(TcpCapture capture) {
    int port = environment.getRequiredProperty("local.server.port", Integer.class);
    String answer =
        RestClient.create("http://localhost:" + port)
            .post()
            .uri("/images")
            .body(new byte[100_000])
            .retrieve()
            .body(String.class);
    assertThat(answer).isEqualTo("100000 bytes");
    assertThat(capture.connectionTo(port)).hasCompletedHandshake().hasNoResets();
  }

  @Test
  void finds_no_bean() {
    assertThat(context.containsBean("dataSource")).isTrue();
  }
}
