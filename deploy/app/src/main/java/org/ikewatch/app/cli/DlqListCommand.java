package org.ikewatch.app.cli;

import java.util.Set;
import java.util.concurrent.Callable;
import org.ikewatch.app.dlq.LetterText;
import org.ikewatch.app.dlq.Letters;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What could not be used, the newest first. */
@Command(
    name = "list",
    description =
        "List rejected input and dead letters, the newest first: place, time, who could not use it,"
            + " why, and its bytes, those that are not printable escaped.")
final class DlqListCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private DlqOptions dlq;

  @Option(names = "--replayed", description = "List also what was sent again.")
  private boolean replayed;

  @Option(
      names = "--limit",
      defaultValue = "20",
      description = "How many at most (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Option(
      names = "--format",
      defaultValue = "text",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Format format;

  @Override
  public Integer call() {
    dlq.requirePositive(limit);
    Letters.Result result =
        DlqOptions.letters(dlq.settings()).newest(dlq.filter(Set.of(), replayed), limit);
    result.found().stream()
        .map(one -> format == Format.json ? LetterText.json(one) : LetterText.text(one))
        .forEach(System.out::println);
    if (result.found().isEmpty()) {
      note("nothing");
    }
    if (result.more() > 0) {
      note(result.more() + " older ones are not shown; see --limit, --since");
    }
    if (result.hidden() > 0) {
      note(result.hidden() + " that were sent again are not shown; see --replayed");
    }
    return ExitCode.DONE;
  }

  private void note(String text) {
    spec.commandLine().getErr().println(text);
  }
}
