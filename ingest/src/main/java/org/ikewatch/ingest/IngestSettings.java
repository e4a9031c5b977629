package org.ikewatch.ingest;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.ikewatch.ingest.host.HostDefaults;
import org.ikewatch.ingest.intake.Spokesmen;
import org.ikewatch.ingest.listen.Networks;
import org.ikewatch.ingest.publish.DeliverySettings;

/** Every setting of the ingestor, in the order of the reference page. */
final class IngestSettings {
  private static final SettingList DECLARED = new SettingList();

  static final Setting<String> NAME =
      DECLARED.setting(
          "ingest.name",
          "",
          "The name of this ingestor in its records and heartbeats, 1 to 255 visible ASCII"
              + " characters; no two ingestors may share one. Empty: the machine's host name.",
          IngestorName::of);

  static final Setting<Duration> HOLD =
      DECLARED.setting(
          "ingest.hold",
          "200ms",
          "How long a record that has its event waits for lines it may lack.",
          Settings::duration);

  static final Setting<Duration> HEADER_HOLD =
      DECLARED.setting(
          "ingest.hold.header",
          "5s",
          "How long a `Msg:` header waits for its `Event:`.",
          Settings::duration);

  static final Setting<Integer> LINE_MAX =
      DECLARED.setting(
          "ingest.line.max",
          "64KiB",
          "The longest message that is read; the beginning of a longer one is rejected with reason"
              + " LINE_TOO_LONG.",
          Settings::size);

  static final Setting<Integer> REJECT_MAX =
      DECLARED.setting(
          "ingest.reject.max",
          "4KiB",
          "How much of a rejected line is kept on the rejects topic.",
          Settings::size);

  static final Setting<Long> REJECT_RATE =
      DECLARED.setting(
          "ingest.reject.rate",
          "256KiB",
          "How many bytes of rejected lines go to the rejects topic in a second, in the long run; a"
              + " minute's worth at once. Beyond it they are dropped with reason REJECT_RATE.",
          Settings::bytes);

  static final Setting<Integer> STREAMS_MAX =
      DECLARED.setting(
          "ingest.streams.max",
          "10000",
          "How many (sender, host, program) streams may be known at once; beyond it the one not"
              + " used for longest hands on its unfinished record.",
          Settings::count);

  static final Setting<Networks> RELAYS =
      DECLARED.setting(
          "ingest.relays",
          "",
          "The networks of the relays, comma-separated: only they may send records of other hosts."
              + " A host itself is known by its addresses in the inventory. Empty: every sender may.",
          Networks::parse);

  static final Setting<Boolean> OTHERS_REFUSED =
      DECLARED.setting(
          "ingest.relays.others",
          "flag",
          "What becomes of a record of another host from a sender that is no relay: `flag` gives it"
              + " the flag HOST_CLAIMED, `refuse` rejects it with that reason.",
          IngestSettings::refused);

  static final Setting<Duration> HEARTBEAT =
      DECLARED.setting(
          "ingest.heartbeat",
          "1s",
          "How often every partition gets a heartbeat that says up to when this ingestor's records"
              + " are on the topic.",
          Settings::duration);

  static final Setting<Integer> INFLIGHT_MAX =
      DECLARED.setting(
          "ingest.inflight.max",
          "10000",
          "How many lines may be taken from their senders and neither be with the broker nor on"
              + " disk: what a crash can cost senders who do not wait for an answer. Beyond it"
              + " streams are slowed down.",
          Settings::count);

  static final Setting<Long> INFLIGHT_BYTES =
      DECLARED.setting(
          "ingest.inflight.bytes",
          "16MiB",
          "How much memory these lines may take, and as much again those on their way to the disk."
              + " The batches of Kafka's producer may come to three times as much.",
          Settings::bytes);

  static final Setting<Duration> BROKER_PATIENCE =
      DECLARED.setting(
          "ingest.broker.patience",
          "2s",
          "How long the broker may leave everything unanswered until records go to the spool. A"
              + " broker that is only slow gets none of them twice.",
          Settings::duration);

  static final Setting<Path> SPOOL_DIR =
      DECLARED.setting(
          "ingest.spool.dir",
          "spool",
          "A directory of this ingestor's own: records are spooled there while the broker is"
              + " unavailable or slow. The command `ingest` takes `ingest/spool` under `IKEWATCH_DATA`, or under"
              + " `.ikewatch`.",
          IngestSettings::directory);

  static final Setting<Long> SPOOL_MAX =
      DECLARED.setting(
          "ingest.spool.max",
          "1GiB",
          "How much the spool may take. When it is full streams wait, and datagrams are dropped"
              + " and counted.",
          Settings::bytes);

  static final Setting<Duration> SPOOL_SYNC =
      DECLARED.setting(
          "ingest.spool.sync",
          "50ms",
          "How often the spool is synchronized with the disk at most; a sender that waits for an"
              + " answer gets it after that.",
          Settings::duration);

  static final Setting<ZoneId> TIMEZONE =
      DECLARED.setting(
          "ingest.timezone",
          "UTC",
          "The zone of a host's `Date:` where the inventory names none, such as `Europe/Paris`.",
          ZoneId::of);

  static final Setting<String> PRODUCT =
      DECLARED.setting(
          "ingest.product",
          "",
          "The HP-UX IPSec version (`A.01`, `A.02`, `A.03…`) of hosts for which the inventory"
              + " names none; empty: learned from their vocabulary.",
          IngestSettings::product);

  static final Setting<Optional<Path>> CATALOGUE =
      DECLARED.setting(
          "ingest.catalogue.file",
          "",
          "Further catalogue entries (YAML, as the product's own); refused where one reads a text"
              + " that another does.",
          Settings::path);

  static final Setting<ListenAddress> HTTP =
      DECLARED.setting(
          "ingest.http.listen",
          "127.0.0.1:9514",
          "Where the command `ingest` answers `/metrics`, `/livez` and `/readyz` over HTTP, or `off`.",
          ListenAddress::parse);

  static final Setting<String> REGISTRY =
      DECLARED.setting(
          "schema.registry.url",
          "",
          "The schema registry, a Confluent-compatible REST API.",
          IngestSettings::url);

  /** All of them. */
  static final List<Setting<?>> ALL =
      Stream.of(ListenSettings.ALL, DECLARED.all()).<Setting<?>>flatMap(List::stream).toList();

  private IngestSettings() {}

  static DeliverySettings delivery(Settings settings) {
    return new DeliverySettings(
        settings.get(INFLIGHT_MAX),
        settings.get(INFLIGHT_BYTES),
        settings.get(BROKER_PATIENCE),
        settings.get(SPOOL_DIR),
        settings.get(SPOOL_MAX),
        settings.get(SPOOL_SYNC),
        settings.get(REJECT_RATE));
  }

  static Spokesmen spokesmen(Settings settings) {
    Networks relays = settings.get(RELAYS);
    boolean refused = settings.get(OTHERS_REFUSED);
    if (refused && relays.equals(Networks.ALL)) {
      settings.error(
          OTHERS_REFUSED.key() + ": refuses nobody while " + RELAYS.key() + " names no relay");
    }
    return relays.equals(Networks.ALL) ? Spokesmen.ALL : new Spokesmen(relays.ofAddress(), refused);
  }

  private static boolean refused(String text) {
    return switch (text) {
      case "flag" -> false;
      case "refuse" -> true;
      default -> throw new IllegalArgumentException("'" + text + "' is neither flag nor refuse");
    };
  }

  private static String url(String text) {
    if (!text.isEmpty()) {
      String scheme = URI.create(text).getScheme();
      if (!"http".equals(scheme) && !"https".equals(scheme)) {
        throw new IllegalArgumentException("'" + text + "' is not an http or https URL");
      }
    }
    return text;
  }

  private static String product(String text) {
    if (!text.isEmpty() && !HostDefaults.isProduct(text)) {
      throw new IllegalArgumentException("'" + text + "' does not begin with A.01, A.02 or A.03");
    }
    return text;
  }

  private static Path directory(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("names no directory");
    }
    return Path.of(text);
  }
}
