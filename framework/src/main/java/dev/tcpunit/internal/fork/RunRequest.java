package dev.tcpunit.internal.fork;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the child is asked to run.
 *
 * @param parameters JUnit's configuration parameters of the launch
 * @param order the unique ids of all nodes, in the order in which they are to run
 * @param chosen the unique ids of those to run, with all below them
 */
record RunRequest(Map<String, String> parameters, List<String> order, List<String> chosen) {

  byte[] toBytes() {
    return new FieldWriter()
        .all(
            parameters.entrySet(),
            (out, parameter) -> out.text(parameter.getKey()).text(parameter.getValue()))
        .all(order, FieldWriter::text)
        .all(chosen, FieldWriter::text)
        .toBytes();
  }

  static RunRequest read(byte[] body) {
    FieldReader in = new FieldReader(body);
    Map<String, String> parameters = new LinkedHashMap<>();
    in.all(field -> Map.entry(field.text(), field.text()))
        .forEach(entry -> parameters.put(entry.getKey(), entry.getValue()));
    return new RunRequest(parameters, in.all(FieldReader::text), in.all(FieldReader::text));
  }
}
