package org.ikewatch.sink.siem.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/**
 * The beginning of an answer as text; the rest is read and thrown away, so that the connection can
 * be used again.
 */
final class FirstBytes implements BodySubscriber<String> {
  private final CompletableFuture<String> text = new CompletableFuture<>();
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private final int limit;

  FirstBytes(int limit) {
    this.limit = limit;
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      byte[] some = new byte[Math.min(buffer.remaining(), limit - kept.size())];
      buffer.get(some);
      kept.writeBytes(some);
    }
  }

  @Override
  public void onError(Throwable why) {
    text.completeExceptionally(why);
  }

  @Override
  public void onComplete() {
    text.complete(kept.toString(UTF_8));
  }

  @Override
  public CompletionStage<String> getBody() {
    return text;
  }
}
