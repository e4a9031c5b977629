package org.ikewatch.sink;

import static org.ikewatch.sink.settings.Setting.optional;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ikewatch.sink.incidents.Backoff;
import org.ikewatch.sink.incidents.Children;
import org.ikewatch.sink.incidents.DeliveryPolicy;
import org.ikewatch.sink.incidents.Rate;
import org.ikewatch.sink.settings.Setting;
import org.ikewatch.sink.settings.Settings;
import org.ikewatch.sink.settings.Texts;

/** What can be said of how any destination is treated, after {@code sink.NAME.}. */
final class PolicySettings {
  private static final Pattern RATE = Pattern.compile("([0-9]{1,6})/(.+)");

  private static final Setting<Optional<Boolean>> CHILDREN =
      optional(
          "children",
          "",
          "Whether incidents that belong to a roll-up are delivered beside the roll-up. Where not,"
              + " one that was delivered before it joined is delivered once more, as withdrawn."
              + " Empty: as the kind of destination says.",
          text -> text.isEmpty() ? Optional.empty() : Optional.of(Texts.flag(text)));

  private static final Setting<Duration> RETRY_MIN =
      optional(
          "retry.min",
          "1s",
          "The longest first wait after a delivery that failed; each further one may be twice as"
              + " long, and is a random part of that.",
          Texts::duration);

  private static final Setting<Duration> RETRY_MAX =
      optional("retry.max", "1m", "The longest wait between two attempts.", Texts::duration);

  private static final Setting<Duration> DENIED_MIN =
      optional(
          "denied.min",
          "1m",
          "As `retry.min`, for a destination that refuses us (401, 403) or is not where we look for"
              + " it (404, 405, 410), and is paused.",
          Texts::duration);

  private static final Setting<Duration> DENIED_MAX =
      optional(
          "denied.max",
          "15m",
          "As `retry.max`, for a destination that is paused.",
          Texts::duration);

  private static final Setting<Optional<Rate>> RATE_LIMIT =
      optional(
          "rate",
          "",
          "How many revisions are delivered at most, `60/1m`: no more than 60 within any minute. The"
              + " others wait in Kafka. Empty: as many as there are.",
          text -> text.isEmpty() ? Optional.empty() : Optional.of(rate(text)));

  private static final Setting<Duration> DIGEST =
      optional(
          "digest",
          "off",
          "How long revisions are gathered, `5m`; then the newest of each incident is delivered and"
              + " the older ones are not, in as few requests as the destination allows. Sooner where"
              + " 2000 incidents wait. `off`: every revision is delivered as it comes.",
          text -> text.equals("off") ? Duration.ZERO : Texts.duration(text));

  static final List<Setting<?>> ALL =
      List.of(CHILDREN, RETRY_MIN, RETRY_MAX, DENIED_MIN, DENIED_MAX, RATE_LIMIT, DIGEST);

  private PolicySettings() {}

  /**
   * How a destination is treated; empty where a setting is wrong, which is remembered.
   *
   * @param standard what becomes of incidents that belong to a roll-up where nothing is said
   */
  static Optional<DeliveryPolicy> read(Settings settings, Children standard) {
    Children children = children(settings.get(CHILDREN).orElseThrow(), standard);
    Optional<Backoff> retry = backoff(settings, RETRY_MIN, RETRY_MAX);
    Optional<Backoff> denied = backoff(settings, DENIED_MIN, DENIED_MAX);
    Optional<Rate> rate = settings.get(RATE_LIMIT).orElseThrow();
    Duration digest = settings.get(DIGEST).orElseThrow();
    return retry.flatMap(r -> denied.map(d -> new DeliveryPolicy(r, d, children, rate, digest)));
  }

  private static Children children(Optional<Boolean> asked, Children standard) {
    return asked.map(wanted -> wanted ? Children.DELIVER : Children.WITHDRAW).orElse(standard);
  }

  private static Optional<Backoff> backoff(
      Settings settings, Setting<Duration> min, Setting<Duration> max) {
    Duration first = settings.get(min).orElseThrow();
    Duration longest = settings.get(max).orElseThrow();
    return settings.made(max.key(), () -> new Backoff(first, longest));
  }

  private static Rate rate(String text) {
    Matcher parts = RATE.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException("'" + text + "' is not a rate such as 60/1m");
    }
    return new Rate(Integer.parseInt(parts.group(1)), Texts.duration(parts.group(2)));
  }
}
