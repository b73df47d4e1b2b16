package dev.tcpunit.internal.fork;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Takes the fields of a frame's body, in the order in which {@link FieldWriter} wrote them. */
final class FieldReader {
  private final ByteBuffer body;

  FieldReader(byte[] body) {
    this.body = ByteBuffer.wrap(body);
  }

  int number() {
    return body.getInt();
  }

  boolean flag() {
    return body.get() != 0;
  }

  /** A text that is there. */
  String text() {
    String text = textOrNull();
    if (text == null) {
      throw new IllegalStateException("a text is missing");
    }
    return text;
  }

  String textOrNull() {
    int length = number();
    if (length < 0) {
      return null;
    }
    char[] chars = new char[length];
    body.asCharBuffer().get(chars);
    body.position(body.position() + length * Character.BYTES);
    return new String(chars);
  }

  byte[] bytes() {
    byte[] bytes = new byte[number()];
    body.get(bytes);
    return bytes;
  }

  <T> List<T> all(Function<FieldReader, T> each) {
    int count = number();
    List<T> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      values.add(each.apply(this));
    }
    return values;
  }
}
