package dev.tcpunit.examples.gallery;

import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** TLS between a client and a server that know each other. */
public final class Tls {
  private static final char[] PASSWORD = "gallery".toCharArray();

  private Tls() {}

  /** For both sides: a key that signs itself, and the trust in it. */
  public static SSLContext context() {
    try (InputStream store = Tls.class.getResourceAsStream("/gallery.p12")) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(store, PASSWORD);
      KeyManagerFactory own = KeyManagerFactory.getInstance("PKIX");
      own.init(keys, PASSWORD);
      TrustManagerFactory trusted = TrustManagerFactory.getInstance("PKIX");
      trusted.init(keys);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
