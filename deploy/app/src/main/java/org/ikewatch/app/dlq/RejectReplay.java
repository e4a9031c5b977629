package org.ikewatch.app.dlq;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.ikewatch.ingest.audit.Catalogue;
import org.ikewatch.ingest.audit.Hold;
import org.ikewatch.ingest.audit.IgnoreReason;
import org.ikewatch.ingest.audit.Receipt;
import org.ikewatch.ingest.audit.RejectReason;
import org.ikewatch.ingest.host.HostDirectory;
import org.ikewatch.ingest.intake.AuditEntry;
import org.ikewatch.ingest.intake.Intake;
import org.ikewatch.ingest.intake.IntakeOutput;
import org.ikewatch.ingest.intake.IntakeSettings;
import org.ikewatch.ingest.intake.Intakes;
import org.ikewatch.ingest.intake.Origin;
import org.ikewatch.ingest.intake.RecordMapper;
import org.ikewatch.ingest.intake.RecordOutput;
import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.schemas.AvroSerde;
import org.ikewatch.schemas.RejectedInput;
import org.ikewatch.schemas.Topics;

/**
 * Takes rejected input through the parser once more, as it came in: those of one sender that came
 * shortly after one another may be lines of one record. The records keep the time of receipt.
 */
final class RejectReplay {
  /** What is kept of these is no message, but where the framing of messages broke. */
  private static final Set<RejectReason> NO_MESSAGE =
      EnumSet.of(RejectReason.BAD_OCTET_COUNT, RejectReason.BAD_RELP_FRAME);

  private final Catalogue catalogue;
  private final Supplier<HostDirectory> hosts;
  private final Duration hold;
  private final AvroSerde<AuditRecord> serde;
  private final Outbox outbox;

  /**
   * A way back for rejected input.
   *
   * @param hold lines that came further apart than this do not belong together
   */
  RejectReplay(
      Catalogue catalogue,
      Supplier<HostDirectory> hosts,
      Duration hold,
      AvroSerde<AuditRecord> serde,
      Outbox outbox) {
    this.catalogue = catalogue;
    this.hosts = hosts;
    this.hold = hold;
    this.serde = serde;
    this.outbox = outbox;
  }

  /** Stands for a letter where the parser is told who waits for its lines. */
  private static final class Ticket implements Receipt {
    private final List<AuditRecord> records = new ArrayList<>();
    private String refused = "";

    @Override
    public Receipt shared(int lines) {
      return this;
    }

    @Override
    public void settle() {
      // Whether the broker has it is seen to when everything is read.
    }
  }

  /** Notes of which letters each record is made. */
  private static final class Results implements IntakeOutput {
    @Override
    public void received(int lines) {}

    @Override
    public RecordOutput recordsOf(Origin origin) {
      return assembled -> {
        AuditRecord made = RecordMapper.toAvro(new AuditEntry(assembled, origin));
        assembled.lines().forEach(line -> ((Ticket) line.receipt()).records.add(made));
      };
    }

    @Override
    public void rejected(RejectedInput input, Receipt receipt) {
      ((Ticket) receipt).refused = input.getReason() + ": " + input.getDetail();
    }

    @Override
    public void ignored(IgnoreReason reason, Receipt receipt) {}
  }

  /** What becomes of each of these, in their order: oldest first. */
  List<Fate> replay(List<Letter.Rejected> letters) {
    List<Ticket> tickets = letters.stream().map(letter -> new Ticket()).toList();
    List<Fate> fates = new ArrayList<>();
    try (Intakes intakes = intakes()) {
      Map<String, Intake> byTransport = new HashMap<>();
      Instant before = Instant.EPOCH;
      for (int i = 0; i < letters.size(); i++) {
        Letter.Rejected letter = letters.get(i);
        if (hindrance(letter).isEmpty()) {
          Instant received = letter.input().getReceivedAt();
          if (Duration.between(before, received).compareTo(hold) > 0) {
            byTransport.values().forEach(Intake::flush);
          }
          before = received;
          feed(
              byTransport.computeIfAbsent(letter.input().getTransport(), intakes::open),
              letter,
              tickets.get(i));
        }
      }
      byTransport.values().forEach(Intake::flush);
    }
    Set<AuditRecord> withheld = identitySet();
    tickets.stream()
        .filter(ticket -> !ticket.refused.isEmpty())
        .forEach(ticket -> withheld.addAll(ticket.records));
    Set<AuditRecord> sent = identitySet();
    for (int i = 0; i < letters.size(); i++) {
      fates.add(fate(letters.get(i), tickets.get(i), withheld, sent));
    }
    return fates;
  }

  private static Set<AuditRecord> identitySet() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }

  private Intakes intakes() {
    return new Intakes(
        catalogue,
        hosts,
        new IntakeSettings(Hold.FOREVER, Integer.MAX_VALUE, Integer.MAX_VALUE),
        new Results());
  }

  private static void feed(Intake intake, Letter.Rejected letter, Ticket ticket) {
    RejectedInput input = letter.input();
    boolean cut = input.getReason().equals(RejectReason.CONNECTION_CUT.name());
    intake.syslog(
        letter.bytes(), input.getSender(), input.getReceivedAt().toEpochMilli(), cut, ticket);
  }

  private static String hindrance(Letter.Rejected letter) {
    RejectedInput input = letter.input();
    if (NO_MESSAGE.stream().anyMatch(reason -> reason.name().equals(input.getReason()))) {
      return "it is no message, but where the framing of messages broke";
    }
    return input.getLength() > letter.bytes().length
        ? "only " + letter.bytes().length + " of its " + input.getLength() + " bytes were kept"
        : "";
  }

  private Fate fate(
      Letter.Rejected letter, Ticket ticket, Set<AuditRecord> withheld, Set<AuditRecord> sent) {
    String hindrance = hindrance(letter);
    if (!hindrance.isEmpty()) {
      return new Fate.Unsendable(hindrance);
    }
    if (!ticket.refused.isEmpty()) {
      return new Fate.Refused("still rejected, " + ticket.refused);
    }
    if (ticket.records.stream().anyMatch(withheld::contains)) {
      return new Fate.Refused("still rejected is another line of its record");
    }
    if (ticket.records.isEmpty()) {
      return new Fate.Done("left out: there is nothing in it");
    }
    ticket.records.stream().filter(sent::add).forEach(this::send);
    return new Fate.Done(
        "sent to "
            + Topics.AUDIT
            + ": "
            + ticket.records.stream()
                .map(RejectReplay::description)
                .collect(Collectors.joining(", ")));
  }

  private static String description(AuditRecord one) {
    String msg = one.getMsg() == null ? "Msg ?" : "Msg " + one.getMsg();
    return String.join(" ", one.getHost(), msg, one.getSignal());
  }

  private void send(AuditRecord one) {
    outbox.send(
        new ProducerRecord<>(
            Topics.AUDIT,
            null,
            one.getReceivedAt().toEpochMilli(),
            one.getHost().getBytes(UTF_8),
            serde.toBytes(one)));
  }
}
