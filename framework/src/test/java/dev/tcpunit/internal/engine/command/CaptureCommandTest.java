package dev.tcpunit.internal.engine.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tcpunit.capture.CaptureException;
import dev.tcpunit.capture.CaptureRequest;
import dev.tcpunit.internal.engine.CaptureErrors;
import java.util.List;
import org.junit.jupiter.api.Test;

class CaptureCommandTest {
  private static final CaptureRequest REQUEST = new CaptureRequest("eth0", 256, 2 << 20);
  private static final String TCPDUMP =
      "tcpdump -i eth0 -s 272 -B 2048 -n -p -U --immediate-mode --time-stamp-precision=nano -Z root"
          + " -w -";

  private static List<String> words(String setting) throws CaptureException {
    return CaptureCommand.named(setting, new CaptureErrors("command", REQUEST))
        .commandLine(REQUEST);
  }

  @Test
  void should_start_tcpdump_under_guard() throws Exception {
    assertThat(words("tcpdump")).startsWith("sh", "-c").endsWith(TCPDUMP.split(" "));
  }

  @Test
  void should_start_dumpcap_under_guard() throws Exception {
    assertThat(words("dumpcap"))
        .startsWith("sh", "-c")
        .endsWith("dumpcap -q -i eth0 -s 272 -B 2 -p -w -".split(" "));
  }

  @Test
  void should_let_the_guard_be_root_where_tcpdump_is() throws Exception {
    assertThat(words("sudo")).startsWith("sudo", "-n", "sh", "-c").endsWith(TCPDUMP.split(" "));
  }

  @Test
  void should_let_the_guard_run_on_the_host_where_tcpdump_runs() throws Exception {
    assertThat(words("ssh:me@there"))
        .startsWith("ssh", "-o", "BatchMode=yes", "-T", "--", "me@there")
        .hasSize(7)
        .last()
        .asString()
        .startsWith("'sh' '-c' '")
        .endsWith("'" + TCPDUMP.replace(" ", "' '") + "'");
  }

  @Test
  void should_fill_in_a_command_line_of_the_users_own() throws Exception {
    assertThat(words("'my capture' --on={interface} {snaplen}/{bufferKiB}"))
        .startsWith("sh", "-c")
        .endsWith("my capture", "--on=eth0", "272/2048");
  }

  @Test
  void should_ask_for_no_more_than_programs_allow() throws Exception {
    CaptureRequest full = new CaptureRequest("lo", CaptureRequest.FULL_PAYLOAD, 1);
    CaptureErrors errors = new CaptureErrors("command", full);

    assertThat(CaptureCommand.named("run {snaplen} {bufferKiB}", errors).commandLine(full))
        .endsWith("run", "262144", "1");
  }

  @Test
  void should_refuse_a_blank_setting() {
    assertThatThrownBy(() -> words(" "))
        .hasMessage(
            "command on eth0: tcpunit.command is blank. Set it to tcpdump, dumpcap, sudo, ssh:HOST"
                + " or a command line, or leave it out");
  }
}
