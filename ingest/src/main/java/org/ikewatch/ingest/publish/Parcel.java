package org.ikewatch.ingest.publish;

import java.util.List;
import java.util.stream.IntStream;
import org.ikewatch.ingest.audit.Receipt;

/**
 * What is kept of a message while a producer has its bytes.
 *
 * @param content what it is
 * @param receipt settled once, as soon as the broker or the spool has it, or nobody ever will
 */
record Parcel(Content content, Receipt receipt) {
  private static final List<Parcel> UNANSWERED = usual(Receipt.NONE);
  private static final List<Parcel> DATAGRAMS = usual(Receipt.DATAGRAM);

  private static List<Parcel> usual(Receipt receipt) {
    return IntStream.range(0, 10)
        .mapToObj(lines -> new Parcel(Content.Audit.of(lines), receipt))
        .toList();
  }

  /** Of a record made of this many lines. Nearly all records have the same few. */
  static Parcel ofRecord(int lines, Receipt receipt) {
    if (lines < UNANSWERED.size()) {
      if (receipt == Receipt.NONE) {
        return UNANSWERED.get(lines);
      }
      if (receipt == Receipt.DATAGRAM) {
        return DATAGRAMS.get(lines);
      }
    }
    return new Parcel(Content.Audit.of(lines), receipt);
  }

  int lines() {
    return content.lines();
  }
}
