package dev.tcpunit;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A key and a certificate for it that it signs itself, made anew in milliseconds: the platform has
 * no public class for that, so its few fields are written here (RFC 5280 section 4.1).
 */
public final class TlsIdentity {
  private static final int INTEGER = 0x02;
  private static final int BIT_STRING = 0x03;
  private static final int OBJECT = 0x06;
  private static final int UTF8 = 0x0c;
  private static final int UTC_TIME = 0x17;
  private static final int SEQUENCE = 0x30;
  private static final int SET = 0x31;

  /** 1.3.101.112: its signatures are all as long, so that all handshakes are. */
  private static final byte[] ED25519 = der(SEQUENCE, der(OBJECT, new byte[] {0x2b, 0x65, 0x70}));

  /** 2.5.4.3. */
  private static final byte[] COMMON_NAME = der(OBJECT, new byte[] {0x55, 0x04, 0x03});

  private static final char[] PASSWORD = "changeit".toCharArray();

  private final KeyStore store = KeyStore.getInstance("PKCS12");

  public TlsIdentity() throws Exception {
    KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    store.load(null, null);
    store.setKeyEntry("server", keys.getPrivate(), PASSWORD, new Certificate[] {certify(keys)});
  }

  /** Has the key and trusts its certificate. */
  public SSLContext context() throws Exception {
    return context(store);
  }

  /** Has a key, and trusts no other. */
  public static SSLContext stranger() throws Exception {
    return new TlsIdentity().context();
  }

  private static SSLContext context(KeyStore keys) throws Exception {
    KeyManagerFactory own = KeyManagerFactory.getInstance("PKIX");
    own.init(keys, PASSWORD);
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("server", keys.getCertificate("server"));
    TrustManagerFactory others = TrustManagerFactory.getInstance("PKIX");
    others.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), others.getTrustManagers(), null);
    return context;
  }

  private static Certificate certify(KeyPair keys) throws GeneralSecurityException {
    byte[] name = der(SEQUENCE, der(SET, der(SEQUENCE, COMMON_NAME, text(UTF8, "localhost"))));
    byte[] years = der(SEQUENCE, text(UTC_TIME, "200101000000Z"), text(UTC_TIME, "491231235959Z"));
    byte[] signed =
        der(
            SEQUENCE,
            der(INTEGER, new byte[] {1}),
            ED25519,
            name,
            years,
            name,
            keys.getPublic().getEncoded());
    Signature signature = Signature.getInstance("Ed25519");
    signature.initSign(keys.getPrivate());
    signature.update(signed);
    byte[] whole = der(SEQUENCE, signed, ED25519, der(BIT_STRING, new byte[1], signature.sign()));
    return CertificateFactory.getInstance("X.509")
        .generateCertificate(new ByteArrayInputStream(whole));
  }

  private static byte[] text(int tag, String text) {
    return der(tag, text.getBytes(StandardCharsets.US_ASCII));
  }

  /** A tag, a length in as few bytes as it takes, and the parts. */
  private static byte[] der(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    int length = content.size();
    if (length >= 0x100) {
      out.writeBytes(new byte[] {(byte) 0x82, (byte) (length >> Byte.SIZE)});
    } else if (length >= 0x80) {
      out.write(0x81);
    }
    out.write(length);
    out.writeBytes(content.toByteArray());
    return out.toByteArray();
  }
}
