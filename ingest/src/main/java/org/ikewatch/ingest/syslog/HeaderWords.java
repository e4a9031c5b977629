package org.ikewatch.ingest.syslog;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Locale;
import org.ikewatch.ingest.audit.Bytes;

/** The words of a header of RFC 3164, one after the other. */
final class HeaderWords {
  private static final String FORWARDED = "forwarded from ";
  private static final String MESSAGE = "message ";

  private final byte[] text;
  private final int end;
  private int at;
  private int stop;
  private boolean forwarded;
  private String word = "";

  /** The words of this part of a message. */
  HeaderWords(byte[] text, int start, int end) {
    this.text = text;
    this.end = end;
    this.at = start;
    this.stop = start;
  }

  /** Goes on to the next word; false where there is none. */
  boolean next() {
    at = Bytes.skipBlanks(text, stop, end);
    if (at >= end) {
      return false;
    }
    int from = stands(MESSAGE, at) ? at + MESSAGE.length() : at;
    forwarded = stands(FORWARDED, from);
    int start = forwarded ? from + FORWARDED.length() : at;
    stop = Bytes.wordEnd(text, start, end);
    word = Bytes.text(text, start, stop);
    return true;
  }

  private boolean stands(String lowerCase, int from) {
    int length = lowerCase.length();
    return length <= end - from
        && new String(text, from, length, US_ASCII).toLowerCase(Locale.ROOT).equals(lowerCase);
  }

  /** Where this word, or what introduces it, begins. */
  int start() {
    return at;
  }

  /** Behind this word, and one blank behind that. */
  int behind() {
    return stop < end && text[stop] == ' ' ? stop + 1 : stop;
  }

  /** This word. */
  String word() {
    return word;
  }

  /** This word as the name of a host or a program, which a colon may end. */
  String name() {
    return word.endsWith(":") ? word.substring(0, word.length() - 1) : word;
  }

  /** This word as the name of a program, without process ID. */
  String tag() {
    String name = name();
    int bracket = name.indexOf('[');
    return (bracket < 0 ? name : name.substring(0, bracket)).toLowerCase(Locale.ROOT);
  }

  /** Whether it comes behind {@code Forwarded from}, and so is a relay's word for the host. */
  boolean isForwarded() {
    return forwarded;
  }

  boolean endsWithColon() {
    return word.endsWith(":");
  }

  /** Whether a colon stands alone behind it, as some programs have it. */
  boolean isBeforeColon() {
    return stop + 2 < end && text[stop + 1] == ':' && text[stop + 2] == ' ';
  }

  /** Whether it is the field that {@code syslogd -v} adds: priority and facility codes. */
  boolean isFacility() {
    return word.length() == 2
        && word.charAt(0) >= '0'
        && word.charAt(0) <= '7'
        && Character.isLetter(word.charAt(1));
  }
}
