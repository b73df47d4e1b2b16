package dev.tcpunit.internal.rule.delivery;

import dev.tcpunit.internal.rule.AnsweredRequest;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Remedy;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.HttpMessage;
import dev.tcpunit.trace.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Why a side sent more than it should, by its HTTP messages and how they were answered. */
final class ManyBytes {
  private static final int MOST_MESSAGES = 5;

  private ManyBytes() {}

  static Finding explain(Finding message, Flow flow) {
    List<AnsweredRequest> requests =
        flow.sender() == Role.CLIENT ? AnsweredRequest.all(flow.connection()) : List.of();
    if (requests.isEmpty()) {
      return listed(message, flow.httpMessages(), ManyBytes::length).lookFor(Remedy.WRITE_ONCE);
    }
    listed(message, requests, each -> length(each.request()) + " " + each.outcome());
    List<AnsweredRequest> bodies = requests.stream().filter(r -> r.request().hasBody()).toList();
    if (bodies.stream().anyMatch(AnsweredRequest::isChallenged)) {
      return message.lookFor(Remedy.CREDENTIALS_AT_ONCE);
    }
    if (bodies.stream().anyMatch(AnsweredRequest::isRedirected)) {
      return message.lookFor(Remedy.ASK_WHERE_TO_SEND);
    }
    if (isRetried(bodies)) {
      return message.lookFor(Remedy.RETRY_LESS);
    }
    return message.lookFor(bodies.size() == 1 ? Remedy.WRITE_AS_IT_IS : Remedy.WRITE_ONCE);
  }

  /** Whether one that was refused is followed by one of the same length. */
  private static boolean isRetried(List<AnsweredRequest> bodies) {
    return IntStream.range(1, bodies.size())
        .anyMatch(
            i ->
                bodies.get(i - 1).isRefused()
                    && bytes(bodies.get(i - 1).request()) == bytes(bodies.get(i).request()));
  }

  /** Adds how long each message was, where the payload tells. */
  private static <T> Finding listed(Finding message, List<T> sent, Function<T, String> words) {
    if (sent.isEmpty()) {
      return message;
    }
    List<String> runs = runs(sent.stream().map(words).toList());
    String first = String.join(", ", runs.subList(0, Math.min(MOST_MESSAGES, runs.size())));
    String more = runs.size() > MOST_MESSAGES ? ", ..." : "";
    return message.fact(
        "evidence", Wording.count(sent.size(), "HTTP message") + ": " + first + more);
  }

  /** Words that follow each other and are the same once, with how often they come. */
  private static List<String> runs(List<String> words) {
    List<String> runs = new ArrayList<>();
    int start = 0;
    for (int i = 1; i <= words.size(); i++) {
      if (i == words.size() || !words.get(i).equals(words.get(start))) {
        int times = i - start;
        runs.add(words.get(start) + (times > 1 ? " (" + Wording.times(times) + ")" : ""));
        start = i;
      }
    }
    return runs;
  }

  private static String length(HttpMessage message) {
    return message.end() == Long.MAX_VALUE
        ? "one of unknown length"
        : Wording.count(bytes(message), "byte");
  }

  private static long bytes(HttpMessage message) {
    return message.end() - message.start();
  }
}
