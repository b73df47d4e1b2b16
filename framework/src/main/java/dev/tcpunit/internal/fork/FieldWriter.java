package dev.tcpunit.internal.fork;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.function.BiConsumer;

/** Collects the fields of a frame's body, in the order in which {@link FieldReader} takes them. */
final class FieldWriter {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(bytes);

  private interface Writing {
    void write() throws IOException;
  }

  FieldWriter number(int value) {
    return writing(() -> out.writeInt(value));
  }

  FieldWriter flag(boolean value) {
    return writing(() -> out.writeBoolean(value));
  }

  /** Character by character, because a charset replaces a surrogate that stands alone. */
  FieldWriter text(String value) {
    return writing(
        () -> {
          out.writeInt(value == null ? -1 : value.length());
          out.writeChars(value == null ? "" : value);
        });
  }

  FieldWriter bytes(byte[] value) {
    return writing(
        () -> {
          out.writeInt(value.length);
          out.write(value);
        });
  }

  <T> FieldWriter all(Collection<T> values, BiConsumer<FieldWriter, T> each) {
    number(values.size());
    values.forEach(value -> each.accept(this, value));
    return this;
  }

  byte[] toBytes() {
    return bytes.toByteArray();
  }

  private FieldWriter writing(Writing what) {
    try {
      what.write();
    } catch (IOException e) {
      throw new UncheckedIOException("an array in memory cannot be written", e);
    }
    return this;
  }
}
