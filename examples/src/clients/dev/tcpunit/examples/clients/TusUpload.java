package dev.tcpunit.examples.clients;

import io.tus.java.client.TusClient;
import io.tus.java.client.TusUploader;
import java.io.ByteArrayInputStream;
import java.net.URI;

/** The resumable protocol tus, over HttpURLConnection. */
final class TusUpload implements UploadClient {
  private final TusClient client = new TusClient();

  @Override
  public int upload(URI target, byte[] image) throws Exception {
    client.setUploadCreationURL(target.toURL());
    io.tus.java.client.TusUpload upload = new io.tus.java.client.TusUpload();
    upload.setSize(image.length);
    upload.setInputStream(new ByteArrayInputStream(image));
    TusUploader uploader = client.createUpload(upload);
    while (uploader.uploadChunk() >= 0) {
      // Sends the next one.
    }
    uploader.finish();
    return 204;
  }
}
