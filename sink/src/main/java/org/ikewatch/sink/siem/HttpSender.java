package org.ikewatch.sink.siem;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.ikewatch.sink.incidents.DeliveryException;

/** Sends one request and tells what became of it as a delivery does. */
final class HttpSender {
  private final HttpClient client;
  private final Duration timeout;
  private final Clock clock;

  /**
   * A sender with connections of its own.
   *
   * @param timeout how long connection and answer may take, each
   * @param clock what a date in {@code Retry-After} is compared with
   */
  HttpSender(Duration timeout, Clock clock) {
    this.timeout = timeout;
    this.clock = clock;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(timeout)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /**
   * Returns once the request is answered well.
   *
   * @throws DeliveryException where it is not
   */
  void send(HttpRequest request) {
    // The request's own timeout ends with the header; an answer that trickles is bounded here.
    CompletableFuture<HttpResponse<String>> answer =
        client.sendAsync(request, headers -> new FirstBytes());
    try {
      HttpResponse<String> response = answer.get(2 * timeout.toMillis(), TimeUnit.MILLISECONDS);
      Optional<DeliveryException> failure =
          HttpVerdict.of(
              response.statusCode(),
              response.headers().firstValue("Retry-After").orElse(""),
              response.body(),
              clock.instant());
      if (failure.isPresent()) {
        throw failure.get();
      }
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new DeliveryException.Retriable("it does not answer in time", e);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new DeliveryException.Retriable("interrupted", e);
    } catch (ExecutionException e) {
      throw unanswered(e.getCause());
    }
  }

  private static DeliveryException unanswered(Throwable why) {
    if (why instanceof IOException) {
      return new DeliveryException.Retriable("it cannot be reached: " + why, why);
    }
    throw new IllegalStateException("the request could not be sent", why);
  }
}
