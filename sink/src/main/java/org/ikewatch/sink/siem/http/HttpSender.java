package org.ikewatch.sink.siem.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.ikewatch.sink.incidents.DeliveryException;
import org.ikewatch.sink.siem.tls.TlsConfig;

/** Sends requests to one receiver and tells what became of them as a delivery does. */
public final class HttpSender {
  /** Of an answer that is only to be quoted. */
  private static final int BEGINNING = 4096;

  private final HttpConfig config;
  private final Clock clock;

  /** What an error may show of the URL, whose path is a secret at some receivers. */
  private final String to;

  private HttpClient client;

  /**
   * A sender with connections of its own.
   *
   * @param clock what a date in {@code Retry-After} is compared with
   */
  public HttpSender(HttpConfig config, Clock clock) {
    this.config = config;
    this.clock = clock;
    this.to = config.url().getRawAuthority();
  }

  /** The beginning of a request to this address. */
  public HttpRequest.Builder request(URI to) {
    return HttpRequest.newBuilder(to)
        .timeout(config.timeout())
        .header("Content-Type", "application/json")
        .header("User-Agent", "IKEwatch");
  }

  /**
   * Returns once the request is answered well.
   *
   * @throws DeliveryException where it is not
   */
  public void send(HttpRequest request) {
    requireGood(exchange(request));
  }

  /**
   * Returns where this answer is a good one.
   *
   * @throws DeliveryException where it is not
   */
  public void requireGood(HttpAnswer answer) {
    HttpVerdict.of(answer, clock.instant())
        .ifPresent(
            failure -> {
              throw failure;
            });
  }

  /**
   * The answer, whatever it is, or its beginning.
   *
   * @throws DeliveryException.Retriable where there is none
   */
  public HttpAnswer exchange(HttpRequest request) {
    return exchange(request, BEGINNING);
  }

  /**
   * The answer, whatever it is.
   *
   * @param limit how many bytes of it are wanted
   * @throws DeliveryException.Retriable where there is none
   */
  public HttpAnswer exchange(HttpRequest request, int limit) {
    // The request's own timeout ends with the header; an answer that trickles is bounded here.
    CompletableFuture<HttpResponse<String>> answer =
        client().sendAsync(request, headers -> new FirstBytes(limit));
    try {
      HttpResponse<String> response =
          answer.get(2 * config.timeout().toMillis(), TimeUnit.MILLISECONDS);
      return new HttpAnswer(
          response.statusCode(),
          response.headers().firstValue("Retry-After").orElse(""),
          response.body());
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new DeliveryException.Retriable(to + " does not answer in time", e);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new DeliveryException.Retriable("interrupted", e);
    } catch (ExecutionException e) {
      throw unanswered(e.getCause());
    }
  }

  private HttpClient client() {
    if (client == null) {
      HttpClient.Builder builder =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .connectTimeout(config.timeout())
              .followRedirects(HttpClient.Redirect.NEVER);
      try {
        config.tls().map(TlsConfig::context).ifPresent(builder::sslContext);
      } catch (IllegalArgumentException e) {
        throw new DeliveryException.Retriable("its TLS " + e.getMessage(), e);
      }
      client = builder.build();
    }
    return client;
  }

  private DeliveryException unanswered(Throwable why) {
    if (why instanceof IOException) {
      // The next attempt reads the files of TLS again: one may have been renewed.
      client = null;
      return new DeliveryException.Retriable(to + " cannot be reached: " + why, why);
    }
    throw new IllegalStateException("the request could not be sent", why);
  }
}
