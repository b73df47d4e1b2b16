package dev.tcpunit.internal.file;

import io.airlift.compress.zstd.ZstdInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** What a capture may be packed in. */
public enum Compression {
  NONE,
  GZIP,
  ZSTD;

  private static final int GZIP_MAGIC = 0x8b1f;
  private static final int ZSTD_MAGIC = 0xfd2fb528;

  /** Zstandard frames to be skipped: 16 magic numbers (RFC 8878 section 3.1.2). */
  private static final int ZSTD_SKIPPABLE = 0x184d2a50;

  /** Tells the compression by the first four bytes, or by fewer where there are no more. */
  static Compression of(byte[] start) {
    int magic = magic(start);
    if ((magic & 0xffff) == GZIP_MAGIC) {
      return GZIP;
    }
    return magic == ZSTD_MAGIC || (magic & ~0xf) == ZSTD_SKIPPABLE ? ZSTD : NONE;
  }

  /** The first four bytes, or fewer, as a little-endian number. */
  static int magic(byte[] start) {
    int magic = 0;
    for (int i = 0; i < start.length; i++) {
      magic |= Byte.toUnsignedInt(start[i]) << 8 * i;
    }
    return magic;
  }

  /** Unpacks, without reading ahead more than the stream has. */
  InputStream unpack(InputStream in) throws IOException {
    switch (this) {
      case GZIP:
        return new GZIPInputStream(new NeverEmptyStream(in), ByteSource.BLOCK_BYTES / 8);
      case ZSTD:
        return new CheckedStream(new ZstdInputStream(in));
      default:
        return in;
    }
  }

  /** Makes GZIPInputStream look for a further member where a pipe has nothing at hand just then. */
  private static final class NeverEmptyStream extends FilterInputStream {
    NeverEmptyStream(InputStream in) {
      super(in);
    }

    @Override
    public int available() {
      return 1;
    }
  }

  /** Turns the decompressor's unchecked complaints about bad input into what a stream throws. */
  private static final class CheckedStream extends FilterInputStream {
    private static String reasonOf(RuntimeException e) {
      return String.valueOf(e.getMessage()).startsWith("Window size too large")
          ? "zstd with a window of more than 8 MB (--ultra, --long); unpack it by zstd -d first"
          : "damaged zstd data" + (e.getMessage() == null ? "" : ": " + e.getMessage());
    }

    CheckedStream(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      try {
        return super.read(target, offset, length);
      } catch (RuntimeException e) {
        throw new IOException(reasonOf(e), e);
      }
    }
  }
}
