package org.ikewatch.ingest.publish;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/** Delivery without a spool: what the broker does not take in time is lost, and counted. */
final class DirectDelivery implements Delivery, Flight.Landing {
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

  private final Flight flight;
  private final Window window;
  private final Account account;
  private final Duration patience;
  private final Grace grace;
  private final Instant since;
  private volatile boolean closed;

  /** Delivery by one of these producers, which it closes. */
  DirectDelivery(
      Flight.Producers producers,
      Window window,
      Account account,
      Duration patience,
      Grace grace,
      Clock clock) {
    this.flight = new Flight(producers, window, this);
    this.window = window;
    this.account = account;
    this.patience = patience;
    this.grace = grace;
    this.since = clock.instant();
  }

  @Override
  public void send(Outgoing out) {
    while (true) {
      Flight.Offer offer = flight.offer(out);
      if (offer == Flight.Offer.TAKEN) {
        return;
      }
      if (offer == Flight.Offer.BROKEN || grace.isOver()) {
        account.dropped(out, DropReason.SHUTDOWN);
        return;
      }
      if (!awaitRoom(out) && !out.receipt().canWait()) {
        account.dropped(out, DropReason.BROKER_UNAVAILABLE);
        return;
      }
    }
  }

  private boolean awaitRoom(Outgoing out) {
    try {
      return window.awaitRoom(out.lines(), grace.left(patience));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      grace.begin();
      return false;
    }
  }

  @Override
  public void acknowledged(TopicPartition partition, long newest, List<Parcel> parcels) {
    account.acknowledged(parcels);
  }

  @Override
  public void refused(Outgoing out, Exception failure) {
    account.refused(out, failure);
  }

  @Override
  public boolean givesUp(Outgoing out, Exception failure) {
    account.dropped(out, DropReason.of(failure), failure);
    return true;
  }

  @Override
  public void broken() {
    closed = true;
  }

  @Override
  public Optional<Flight> clearWay() {
    return closed ? Optional.empty() : Optional.of(flight);
  }

  @Override
  public PublisherState state() {
    return new PublisherState(
        closed ? PublisherState.Mode.CLOSED : PublisherState.Mode.DIRECT, since, 0, 0, "");
  }

  @Override
  public void stopWaiting() {
    grace.begin();
    window.wake();
  }

  @Override
  public void close() {
    stopWaiting();
    try {
      var unused = flight.retire(CLOSE_TIMEOUT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
