package dev.tcpunit.internal.rule;

import dev.tcpunit.internal.verdict.Remedy;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.HttpMessage;
import java.util.List;
import java.util.Optional;

/**
 * A request of HTTP/1 with which a flow ends before the request does.
 *
 * @param message the request
 * @param came how much of its body was sent
 */
public record UnfinishedMessage(HttpMessage message, long came) {

  /** The last request of a client's flow, if its end has not come. */
  public static Optional<UnfinishedMessage> of(Flow flow) {
    List<HttpMessage> all = flow.httpMessages();
    if (all.isEmpty()) {
      return Optional.empty();
    }
    HttpMessage last = all.get(all.size() - 1);
    return last.status() == 0 && last.end() > flow.endOffset()
        ? Optional.of(new UnfinishedMessage(last, flow.endOffset() - last.headEnd()))
        : Optional.empty();
  }

  /** How much is missing. */
  public String words() {
    String body = Wording.count(came, "byte");
    if (message.end() == Long.MAX_VALUE) {
      return "%s of the body came, and no last chunk".formatted(body);
    }
    long announced = message.end() - message.headEnd();
    return "the Content-Length is %d, and %s of the body came, %d too few"
        .formatted(announced, body, announced - came);
  }

  /** What to look for where nobody closed and the rest did not come. */
  public Remedy remedy() {
    return message.end() == Long.MAX_VALUE ? Remedy.END_THE_CHUNKS : Remedy.SEND_WHAT_IS_ANNOUNCED;
  }
}
