package org.ikewatch.lab.harness;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.ikewatch.schemas.AuditRecord;

/** Puts the passing of time, restarts and repetitions between the records that arrive. */
final class StepWriter {
  private static final Duration AHEAD = Duration.ofMinutes(20);
  private static final Duration AFTERMATH = Duration.ofHours(2);
  private static final String FIRST = "ingest-a";
  private static final String SECOND = "ingest-b";

  private final Mode mode;
  private final SplittableRandom random;
  private final List<Step> steps = new ArrayList<>();
  private Instant now = Instant.MIN;

  StepWriter(Mode mode, SplittableRandom random) {
    this.mode = mode;
    this.random = random;
  }

  List<Step> steps(List<AuditRecord> arriving, Instant end) {
    int crashes = mode == Mode.RESTARTED ? 1 + random.nextInt(3) : 0;
    now = arriving.isEmpty() ? end : arriving.get(0).getReceivedAt();
    for (int i = 0; i < arriving.size(); i++) {
      if (crashes > 0 && random.nextInt(arriving.size() - i) < crashes) {
        steps.add(new Step.Restarts());
        crashes--;
      }
      arrive(arriving.get(i));
    }
    switch (mode) {
      case SENT_AGAIN_AT_ONCE -> arriving.forEach(one -> arrive(copy(one, now.plusMillis(5))));
      case SENT_AGAIN_HOURS_LATER -> again(arriving, Duration.ofHours(5));
      case SENT_AGAIN_DAYS_LATER -> again(arriving, Duration.ofDays(3));
      default -> {}
    }
    passTo(now.plus(AFTERMATH), Duration.ofMinutes(5));
    return steps;
  }

  private void again(List<AuditRecord> arriving, Duration later) {
    passTo(now.plus(AFTERMATH), Duration.ofMinutes(5));
    passTo(now.plus(later), Duration.ofHours(1));
    steps.add(new Step.NothingNewFollows());
    arriving.forEach(one -> arrive(copy(one, now.plusMillis(5))));
  }

  private static AuditRecord copy(AuditRecord record, Instant receivedAt) {
    return AuditRecord.newBuilder(record).setReceivedAt(receivedAt).build();
  }

  private void arrive(AuditRecord record) {
    Instant at = record.getReceivedAt();
    passTo(at, Duration.ofSeconds(random.nextInt(30, 180)));
    boolean second = mode == Mode.INGESTORS_DISAGREE && random.nextBoolean();
    if (second) {
      record.setReceivedAt(at.plus(AHEAD));
    }
    steps.add(new Step.Arrives(Heartbeats.through(second ? SECOND : FIRST, record), at));
    now = at.isAfter(now) ? at : now;
  }

  private void passTo(Instant until, Duration step) {
    for (Instant at = now.plus(step); at.isBefore(until); at = at.plus(step)) {
      if (mode == Mode.TWO_INGESTORS || mode == Mode.INGESTORS_DISAGREE) {
        steps.add(new Step.Arrives(Heartbeats.of(FIRST, at), at));
        steps.add(new Step.Arrives(Heartbeats.of(SECOND, at.plus(AHEAD)), at));
      } else {
        steps.add(new Step.Passes(at));
      }
      now = at;
    }
    now = until.isAfter(now) ? until : now;
  }
}
