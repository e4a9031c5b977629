package org.ikewatch.sink;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.ikewatch.schemas.Delivery;
import org.ikewatch.schemas.Incident;
import org.ikewatch.sink.incidents.Archive;
import org.ikewatch.sink.incidents.DeliveryException;

/** An archive in memory that fails as it is told to. */
final class RecordingArchive implements Archive {
  private final List<List<Delivery>> recorded = new CopyOnWriteArrayList<>();
  private final List<Instant> asked = new CopyOnWriteArrayList<>();
  private final Queue<Integer> tooOld = new ArrayDeque<>();
  private final Queue<DeliveryException> failures = new ArrayDeque<>();
  private String refused = "";

  /** The next call fails so. */
  void failWith(DeliveryException failure) {
    failures.add(failure);
  }

  /** It will never take deliveries of this incident. */
  void refuse(String incidentId) {
    refused = incidentId;
  }

  /** The next steps find so many incidents too old. */
  void holdTooOld(Integer... steps) {
    tooOld.addAll(List.of(steps));
  }

  /** What was recorded at once, in order. */
  List<List<Delivery>> recorded() {
    return recorded;
  }

  /** The times at which it was to forget. */
  List<Instant> asked() {
    return asked;
  }

  @Override
  public String name() {
    return "database";
  }

  @Override
  public void deliver(List<Incident> revisions) {}

  @Override
  public void record(List<Delivery> deliveries) {
    fail();
    if (deliveries.stream().anyMatch(one -> one.getIncidentId().equals(refused))) {
      throw new DeliveryException.Permanent("refused", null);
    }
    recorded.add(List.copyOf(deliveries));
  }

  @Override
  public int forget(Instant now) {
    asked.add(now);
    fail();
    Integer step = tooOld.poll();
    return step == null ? 0 : step;
  }

  private void fail() {
    DeliveryException failure = failures.poll();
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public void close() {}
}
