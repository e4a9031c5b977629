package org.ikewatch.app.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;

/** Bare HTTP calls, to see what a foreign client sees. */
public final class Rest {
  public record Answer(int status, String body) {}

  private Rest() {}

  public static Answer get(String url) {
    return call("GET", url, BodyPublishers.noBody());
  }

  public static Answer post(String url, String body) {
    return call("POST", url, BodyPublishers.ofString(body));
  }

  public static Answer put(String url, String body) {
    return call("PUT", url, BodyPublishers.ofString(body));
  }

  public static Answer delete(String url) {
    return call("DELETE", url, BodyPublishers.noBody());
  }

  private static Answer call(String method, String url, BodyPublisher body) {
    try {
      HttpRequest request = HttpRequest.newBuilder(URI.create(url)).method(method, body).build();
      HttpResponse<String> response =
          HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
