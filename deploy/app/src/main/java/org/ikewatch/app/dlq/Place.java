package org.ikewatch.app.dlq;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Where a record stands. Written {@code rejects/0/17}: topic, without {@code ikewatch.}, partition
 * and offset.
 */
public record Place(String topic, int partition, long offset) {
  private static final String PREFIX = "ikewatch.";
  private static final Pattern FORM = Pattern.compile("([a-z][a-z.-]*)/([0-9]{1,9})/([0-9]{1,18})");

  /** Of this record. */
  public static Place of(ConsumerRecord<?, ?> one) {
    return new Place(one.topic(), one.partition(), one.offset());
  }

  /**
   * The place that is written so.
   *
   * @throws IllegalArgumentException where it is none
   */
  public static Place parse(String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException("'" + text + "' is no place such as rejects/0/17");
    }
    return new Place(
        PREFIX + parts.group(1), Integer.parseInt(parts.group(2)), Long.parseLong(parts.group(3)));
  }

  @Override
  public String toString() {
    String shown = topic.startsWith(PREFIX) ? topic.substring(PREFIX.length()) : topic;
    return shown + "/" + partition + "/" + offset;
  }
}
