package org.ikewatch.bench.engine;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.cep.CEP;
import org.apache.flink.cep.PatternSelectFunction;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.conditions.SimpleCondition;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.ikewatch.bench.fleet.Detections;
import org.ikewatch.bench.fleet.Fleet;
import org.ikewatch.bench.fleet.FleetShape;
import org.ikewatch.bench.fleet.Kind;
import org.ikewatch.schemas.Verdict;

/**
 * Flink CEP with parallelism 1, in event time, keyed by host and peer; records that bear on no
 * negotiation are filtered before the patterns. A pattern cannot ask for what was not there before
 * the first record of a key: a failure that is a key's very first record is not found, and the
 * fleet has none.
 */
public final class FlinkPass implements EngineUnderTest {
  /** Flink copies functions by serialization; what they share has to be found from a static. */
  private static final Map<String, LongAdder> FOUND = new ConcurrentHashMap<>();

  private static volatile PeerEvent[] input = {};
  private static volatile long begun;

  private final PeerEvent[] events;
  private final Detections truth;

  private FlinkPass(PeerEvent[] events, Detections truth) {
    this.events = events;
    this.truth = truth;
  }

  /** Reads this many records of the fleet into memory. */
  public static FlinkPass prepare(FleetShape shape, int records) {
    Fleet fleet = new Fleet(shape, records);
    return new FlinkPass(PeerEvent.read(fleet).toArray(PeerEvent[]::new), fleet.detections());
  }

  @Override
  public Detections truth() {
    return truth;
  }

  @Override
  public Pass measure() throws Exception {
    FOUND.clear();
    input = events;
    return Pass.measure(events.length, this::run);
  }

  private Pass.State run() throws Exception {
    Configuration configuration = new Configuration();
    configuration.setString("taskmanager.memory.network.min", "64mb");
    configuration.setString("taskmanager.memory.network.max", "64mb");
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironment(1, configuration);
    environment.getConfig().enableObjectReuse();
    DataStream<PeerEvent> bearing =
        environment
            .fromSequence(0, events.length - 1)
            .map(FlinkPass::take)
            .returns(PeerEvent.class)
            .assignTimestampsAndWatermarks(
                WatermarkStrategy.<PeerEvent>forMonotonousTimestamps()
                    .withTimestampAssigner((event, before) -> event.getTime()))
            .filter(event -> event.getKind() != Kind.CONTEXT.code());
    detect(bearing, triggeredDelete(), Verdict.QM_TRIGGERED_DELETE, "child");
    detect(bearing, phase1Failure(), Verdict.MM_FAILURE, "failure");
    environment.execute();
    return new Pass.State() {
      @Override
      public Detections detections() {
        return FlinkPass.detections();
      }

      @Override
      public OptionalLong begun() {
        return OptionalLong.of(begun);
      }
    };
  }

  private static PeerEvent take(Long number) {
    if (number == 0) {
      begun = System.nanoTime();
    }
    return input[number.intValue()];
  }

  private static Pattern<PeerEvent, ?> triggeredDelete() {
    return Pattern.<PeerEvent>begin("up", AfterMatchSkipStrategy.skipPastLastEvent())
        .where(is(Kind.SA_UP))
        .next("child")
        .where(is(Kind.CHILD_FAILED))
        .next("end")
        .where(is(Kind.SA_ENDED));
  }

  /** A failure right after the end of an SA or after another failure: no SA is in force. */
  private static Pattern<PeerEvent, ?> phase1Failure() {
    return Pattern.<PeerEvent>begin("down", AfterMatchSkipStrategy.noSkip())
        .where(is(Kind.SA_ENDED, Kind.PHASE1_FAILED))
        .next("failure")
        .where(is(Kind.PHASE1_FAILED));
  }

  private static SimpleCondition<PeerEvent> is(Kind... kinds) {
    int[] numbers = Arrays.stream(kinds).mapToInt(Kind::code).toArray();
    return SimpleCondition.of(
        event -> Arrays.stream(numbers).anyMatch(it -> it == event.getKind()));
  }

  private static void detect(
      DataStream<PeerEvent> bearing, Pattern<PeerEvent, ?> pattern, Verdict verdict, String step) {
    CEP.pattern(bearing.keyBy(PeerEvent::pair), pattern)
        .select(new Found(verdict, step))
        .sinkTo(new DiscardingSink<>());
  }

  private static final class Found
      implements PatternSelectFunction<PeerEvent, String>, Serializable {
    private static final long serialVersionUID = 1;

    private final Verdict verdict;
    private final String step;

    Found(Verdict verdict, String step) {
      this.verdict = verdict;
      this.step = step;
    }

    @Override
    public String select(Map<String, List<PeerEvent>> match) {
      String found = match.get(step).get(0).pair() + " " + verdict;
      FOUND.computeIfAbsent(found, it -> new LongAdder()).increment();
      return found;
    }
  }

  private static Detections detections() {
    Detections detections = new Detections();
    FOUND.forEach(
        (found, count) -> {
          String[] parts = found.split(" ", -1);
          detections.add(parts[0], parts[1], Verdict.valueOf(parts[2]), count.sum());
        });
    return detections;
  }
}
