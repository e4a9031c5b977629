package org.ikewatch.app.catalogue;

import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.ikewatch.ingest.replay.Replayed;
import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.schemas.RejectedInput;

/** What became of a line, for a person: a field a line. */
public final class RecordText {
  private RecordText() {}

  /** The record or the reason why there is none. */
  public static String of(Replayed result) {
    return result instanceof Replayed.Rejected rejected
        ? rejected(rejected.input())
        : record(((Replayed.Audited) result).record());
  }

  private static String rejected(RejectedInput input) {
    return "rejected   " + input.getReason() + ": " + input.getDetail();
  }

  private static String record(AuditRecord record) {
    StringJoiner out = new StringJoiner("\n");
    field(out, "signal", record.getSignal());
    field(out, "peer", record.getPeer());
    field(out, "local", record.getLocal());
    for (Map.Entry<String, String> one : new TreeMap<>(record.getAttributes()).entrySet()) {
      field(out, one.getKey(), one.getValue());
    }
    field(out, "text", record.getText());
    field(out, "host", record.getHost());
    field(out, "msg", record.getMsg());
    field(out, "from", record.getEntity());
    field(out, "level", record.getLevel());
    field(out, "time", record.getEventTime() + " (" + record.getEventTimeSource() + ")");
    field(out, "data", record.getStructuredData());
    field(out, "flags", record.getFlags().isEmpty() ? null : String.join(", ", record.getFlags()));
    return out + "\n";
  }

  private static void field(StringJoiner out, String name, Object value) {
    if (value != null) {
      out.add(String.format("%-10s %s", name, value));
    }
  }
}
