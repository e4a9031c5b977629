package org.ikewatch.app.outage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A part in a process of its own, so that it can be killed. It answers each line on its standard
 * input with one on its output, and ends with its input.
 */
public final class ChildProcess implements AutoCloseable {
  private static final String MARK = "> ";

  private final Process process;
  private final BufferedReader answers;
  private final PrintStream questions;

  private ChildProcess(Process process) {
    this.process = process;
    this.answers = process.inputReader(UTF_8);
    this.questions = new PrintStream(process.getOutputStream(), true, UTF_8);
  }

  /** Starts the main class and returns with its first answer: that it is ready. */
  public static ChildProcess start(Class<?> main, Path log, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path")));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    ChildProcess child =
        new ChildProcess(
            new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start());
    child.awaitAnswer();
    return child;
  }

  /** Answers, in the child. Whatever else it prints is passed over. */
  public static void say(String answer) {
    System.out.println(MARK + answer);
  }

  private String awaitAnswer() throws IOException {
    String line = answers.readLine();
    while (line != null && !line.startsWith(MARK)) {
      line = answers.readLine();
    }
    if (line == null) {
      throw new IOException("the process has ended");
    }
    return line.substring(MARK.length());
  }

  /** What it answers. */
  public synchronized String ask(String question) throws IOException {
    questions.println(question);
    return awaitAnswer();
  }

  /** Has it do nothing, as a machine that is overloaded does, until {@link #proceed}. */
  public void pause() throws IOException, InterruptedException {
    signal("STOP");
  }

  /** Lets it go on after {@link #pause}. */
  public void proceed() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  /** Ends it as a power cut does, without a word. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Ends it in order. */
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      process.waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
