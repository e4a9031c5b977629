package org.ikewatch.app.cli;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.ikewatch.app.dlq.DlqReplay;
import org.ikewatch.app.dlq.Fate;
import org.ikewatch.app.dlq.Letter;
import org.ikewatch.app.dlq.Letters;
import org.ikewatch.app.dlq.Place;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends what could not be used once more to where it failed. */
@Command(
    name = "replay",
    description =
        "Send rejected input and dead letters again to where they failed, the oldest first: input"
            + " through the parser to the audit topic, a record to its topic, a revision to the one"
            + " destination that refused it. Needs the settings of the sink for that, and those of"
            + " the ingestor for its catalogue. What was sent is marked and not offered again. Ends"
            + " with 1 where one is refused once more, with 3 where one cannot be delivered now.")
final class DlqReplayCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private DlqOptions dlq;

  @Option(names = "--everything", description = "Send whatever was not sent again so far.")
  private boolean everything;

  @Option(names = "--again", description = "Send also what was sent again already.")
  private boolean again;

  @Option(names = "--dry-run", description = "Only say what would become of each.")
  private boolean dryRun;

  @Option(
      names = "--limit",
      defaultValue = "1000",
      description = "How many at most (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Parameters(paramLabel = "PLACE", arity = "0..*", description = "Places, as 'list' shows them.")
  private List<String> places = List.of();

  private int done;
  private int refused;
  private int away;

  @Override
  public Integer call() {
    dlq.requirePositive(limit);
    if (places.isEmpty() && !everything && !dlq.isNarrow()) {
      throw new ParameterException(
          spec.commandLine(),
          "say which: places as 'list' shows them, --topic, --stage, --reason, --since, or"
              + " --everything");
    }
    Set<Place> wanted = places.stream().map(Place::parse).collect(Collectors.toSet());
    Map<String, String> settings = dlq.settings();
    Letters.Result result = DlqOptions.letters(settings).oldest(dlq.filter(wanted, again), limit);
    List<Letter> letters = result.found().stream().map(Letters.Found::letter).toList();
    try (DlqReplay replay =
        DlqReplay.open(
            settings,
            DlqOptions.kafka(settings),
            ServiceOptions.registry(settings),
            dryRun,
            Clock.systemUTC())) {
      replay.replay(letters, this::tell);
    }
    note(
        done + (dryRun ? " would be done, " : " done, ") + refused + " refused, " + away + " wait");
    if (result.more() > 0) {
      note(result.more() + " newer ones are left; see --limit");
    }
    if (result.hidden() > 0) {
      note(result.hidden() + " were sent again before and are left out; see --again");
    }
    return away > 0 ? ExitCode.OUTSIDE : refused > 0 ? ExitCode.FINDING : ExitCode.DONE;
  }

  private void tell(Letter letter, Fate fate) {
    String what;
    if (fate instanceof Fate.Done sent) {
      done++;
      what = (dryRun ? "would be " : "") + sent.how();
    } else if (fate instanceof Fate.Refused again) {
      refused++;
      what = again.why();
    } else if (fate instanceof Fate.Unsendable lost) {
      refused++;
      what = "cannot be sent again: " + lost.why();
    } else {
      away++;
      what = "not sent, " + ((Fate.Away) fate).why();
    }
    System.out.println(letter.place() + "  " + what);
  }

  private void note(String text) {
    spec.commandLine().getErr().println(text);
  }
}
