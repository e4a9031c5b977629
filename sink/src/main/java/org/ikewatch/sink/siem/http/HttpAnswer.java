package org.ikewatch.sink.siem.http;

/**
 * What a receiver answered.
 *
 * @param retryAfter the header of that name; empty where there is none
 * @param body the answer, or its beginning where it is longer than was asked for
 */
public record HttpAnswer(int status, String retryAfter, String body) {
  private static final int QUOTED = 300;

  /** In a few words, for the person who reads the dead letter or asks why nothing arrives. */
  public String said() {
    String text = body.strip();
    String quoted = text.substring(0, Math.min(text.length(), QUOTED));
    return "it answers " + status + (quoted.isEmpty() ? "" : ": " + quoted);
  }
}
