package dev.tcpunit.internal.fork;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the child is asked to run.
 *
 * @param parameters JUnit's configuration parameters of the launch
 * @param order the unique ids of all nodes, in the order in which they are to run
 * @param chosen what to run
 */
record RunRequest(Map<String, String> parameters, List<String> order, List<Choice> chosen) {

  /**
   * A node that runs, with all below it or some of its invocations.
   *
   * @param id its unique id
   * @param iterations the indices of its invocations; empty for all
   */
  record Choice(String id, List<Integer> iterations) {}

  byte[] toBytes() {
    return new FieldWriter()
        .all(
            parameters.entrySet(),
            (out, parameter) -> out.text(parameter.getKey()).text(parameter.getValue()))
        .all(order, FieldWriter::text)
        .all(
            chosen,
            (out, choice) -> out.text(choice.id()).all(choice.iterations(), FieldWriter::number))
        .toBytes();
  }

  static RunRequest read(byte[] body) {
    FieldReader in = new FieldReader(body);
    Map<String, String> parameters = new LinkedHashMap<>();
    in.all(field -> Map.entry(field.text(), field.text()))
        .forEach(entry -> parameters.put(entry.getKey(), entry.getValue()));
    List<String> order = in.all(FieldReader::text);
    return new RunRequest(
        parameters,
        order,
        in.all(field -> new Choice(field.text(), field.all(FieldReader::number))));
  }
}
