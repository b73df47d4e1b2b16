package dev.tcpunit.examples;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/** An image uploaded as each well-known library does it, and the connection closed afterwards. */
enum HttpLibrary {
  PLAIN_SOCKET {
    @Override
    int post(URI target, byte[] image) throws IOException {
      new ImageUploader(target).upload(image);
      return 201;
    }
  },

  /**
   * Before JDK 21 it cannot be closed, and keeps its connections for minutes: there the server is
   * asked to close, by its answer (RFC 9112 section 9.6).
   */
  JDK_HTTP_CLIENT {
    @Override
    int post(URI target, byte[] image) throws Exception {
      HttpRequest request =
          HttpRequest.newBuilder(closing(target))
              .version(HttpClient.Version.HTTP_1_1)
              .header("Content-Type", JPEG)
              .POST(HttpRequest.BodyPublishers.ofByteArray(image))
              .build();
      return HttpClient.newHttpClient()
          .send(request, HttpResponse.BodyHandlers.discarding())
          .statusCode();
    }
  },

  /** Keeps its connection after a response that was read whole: the server is asked to close. */
  HTTP_URL_CONNECTION {
    @Override
    int post(URI target, byte[] image) throws IOException {
      HttpURLConnection connection = (HttpURLConnection) closing(target).toURL().openConnection();
      connection.setDoOutput(true);
      connection.setFixedLengthStreamingMode(image.length);
      connection.setRequestProperty("Content-Type", JPEG);
      try (OutputStream out = connection.getOutputStream()) {
        out.write(image);
      }
      int status = connection.getResponseCode();
      try (InputStream in = connection.getInputStream()) {
        in.readAllBytes();
      }
      return status;
    }
  },

  OK_HTTP {
    @Override
    int post(URI target, byte[] image) throws IOException {
      OkHttpClient client = new OkHttpClient();
      Request request =
          new Request.Builder()
              .url(target.toString())
              .post(RequestBody.create(image, MediaType.get(JPEG)))
              .build();
      try (Response response = client.newCall(request).execute()) {
        return response.code();
      } finally {
        client.connectionPool().evictAll();
        client.dispatcher().executorService().shutdown();
      }
    }
  },

  APACHE_HTTP_CLIENT {
    @Override
    int post(URI target, byte[] image) throws IOException {
      HttpPost request = new HttpPost(target);
      request.setEntity(new ByteArrayEntity(image, ContentType.IMAGE_JPEG));
      try (CloseableHttpClient client = HttpClients.createDefault()) {
        return client.execute(
            request,
            response -> {
              if (response.getEntity() != null) {
                response.getEntity().getContent().readAllBytes();
              }
              return response.getCode();
            });
      }
    }
  },

  NETTY {
    @Override
    int post(URI target, byte[] image) throws Exception {
      return NettyPost.post(target, JPEG, image);
    }
  };

  private static final String JPEG = "image/jpeg";

  private static URI closing(URI target) {
    return URI.create(target + "?then=close");
  }

  /** The status of the answer, which was read whole. */
  abstract int post(URI target, byte[] image) throws Exception;
}
