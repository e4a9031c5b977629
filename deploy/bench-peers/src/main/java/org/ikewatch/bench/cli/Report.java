package org.ikewatch.bench.cli;

import java.util.Locale;

/** Lines on the terminal, each visible at once. */
final class Report {
  private Report() {}

  /** What is no result yet. */
  static void progress(String text) {
    System.err.println(text);
  }

  static void say(String format, Object... values) {
    System.out.printf(Locale.ROOT, format + "%n", values);
    System.out.flush();
  }
}
