package org.ikewatch.lab.harness;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.ikewatch.schemas.AuditLevel;
import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.schemas.EventTimeSource;
import org.ikewatch.schemas.RecordKind;

/** Adds records that no healthy sender makes, without taking any away. */
final class Poison {
  private static final int HUGE = 60_000;
  private static final List<Instant> ABSURD =
      List.of(
          Instant.EPOCH,
          Instant.parse("1901-12-13T20:45:52Z"),
          Instant.parse("2038-01-19T03:14:07Z"),
          Instant.parse("9999-12-31T23:59:59Z"));

  private Poison() {}

  static void add(List<AuditRecord> arriving, SplittableRandom random) {
    int count = 5 + random.nextInt(20);
    for (int i = 0; i < count; i++) {
      int place = random.nextInt(arriving.size());
      AuditRecord near = arriving.get(place);
      arriving.add(place, one(near, random));
    }
  }

  private static AuditRecord one(AuditRecord near, SplittableRandom random) {
    AuditRecord.Builder poison =
        AuditRecord.newBuilder()
            .setKind(RecordKind.RECORD)
            .setHost(near.getHost())
            .setSender(near.getSender())
            .setReceivedAt(near.getReceivedAt())
            .setEventTime(near.getEventTime())
            .setEventTimeSource(EventTimeSource.DATE)
            .setLevel(AuditLevel.UNKNOWN)
            .setText("poison");
    switch (random.nextInt(6)) {
      case 0 -> poison.setText("\0".repeat(1 + random.nextInt(100)));
      case 1 -> poison.setText("x".repeat(HUGE)).setAttributes(Map.of("cookies", "y".repeat(HUGE)));
      case 2 -> poison.setEventTime(ABSURD.get(random.nextInt(ABSURD.size())));
      case 3 -> poison.setEventTime(near.getEventTime().plusSeconds(15 * 3_600));
      case 4 -> poison.setHost("gw\0" + random.nextInt(10)).setText("nul in a host's name");
      default -> poison.setSignal("").setPeer("not an address").setLocal("\ud800");
    }
    return poison.build();
  }
}
