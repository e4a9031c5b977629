package org.ikewatch.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;

/** What a command left. */
record Ran(int exit, String out, String err) {
  /** Runs the command in this process. */
  static Ran of(Object... words) {
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StringWriter err = new StringWriter();
    System.setOut(new PrintStream(out, true, UTF_8));
    try {
      int exit =
          Ikewatch.commandLine()
              .setErr(new PrintWriter(err))
              .execute(Stream.of(words).map(Object::toString).toArray(String[]::new));
      return new Ran(exit, out.toString(UTF_8), err.toString());
    } finally {
      System.setOut(before);
    }
  }
}
