package dev.tcpunit.examples;

import java.util.Random;

/** Images for the tests: noise with a JPEG's first and last bytes, the same bytes on every run. */
public final class TestImages {
  private TestImages() {}

  public static byte[] jpeg(int size) {
    byte[] image = new byte[size];
    new Random(size).nextBytes(image);
    image[0] = (byte) 0xFF;
    image[1] = (byte) 0xD8;
    image[size - 2] = (byte) 0xFF;
    image[size - 1] = (byte) 0xD9;
    return image;
  }
}
