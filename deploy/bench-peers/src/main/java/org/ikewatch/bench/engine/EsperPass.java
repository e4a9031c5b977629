package org.ikewatch.bench.engine;

import com.espertech.esper.common.client.EPCompiled;
import com.espertech.esper.common.client.EventBean;
import com.espertech.esper.common.client.configuration.Configuration;
import com.espertech.esper.compiler.client.CompilerArguments;
import com.espertech.esper.compiler.client.EPCompilerProvider;
import com.espertech.esper.runtime.client.EPDeployment;
import com.espertech.esper.runtime.client.EPEventService;
import com.espertech.esper.runtime.client.EPRuntime;
import com.espertech.esper.runtime.client.EPRuntimeProvider;
import java.util.List;
import org.ikewatch.bench.fleet.Detections;
import org.ikewatch.bench.fleet.Fleet;
import org.ikewatch.bench.fleet.FleetShape;
import org.ikewatch.schemas.Verdict;

/**
 * Esper with {@code match_recognize}, partitioned by host and peer. Which SAs are in force is a
 * named window; records that bear on no negotiation are filtered before either statement.
 */
public final class EsperPass implements EngineUnderTest {
  /** The numbers are the codes of {@link org.ikewatch.bench.fleet.Kind}. */
  private static final String STATEMENTS =
      """
      create window Up#unique(host, peer) as (host string, peer string);
      on Record(kind = 1) as e merge Up as u where u.host = e.host and u.peer = e.peer
        when not matched then insert select e.host as host, e.peer as peer;
      @name('MM_FAILURE') select host, peer from Record(kind = 2) as e
        where not exists (select * from Up as u where u.host = e.host and u.peer = e.peer);
      @name('QM_TRIGGERED_DELETE') select * from Record(kind in (1, 3, 4)) match_recognize (
        partition by host, peer
        measures A.host as host, A.peer as peer
        pattern (A B C)
        define A as A.kind = 1, B as B.kind = 3, C as C.kind = 4);
      on Record(kind = 4) as e delete from Up as u where u.host = e.host and u.peer = e.peer;
      """;

  private final List<PeerEvent> events;
  private final Detections truth;

  private EsperPass(List<PeerEvent> events, Detections truth) {
    this.events = events;
    this.truth = truth;
  }

  /** Reads this many records of the fleet into memory. */
  public static EsperPass prepare(FleetShape shape, int records) {
    Fleet fleet = new Fleet(shape, records);
    return new EsperPass(PeerEvent.read(fleet), fleet.detections());
  }

  @Override
  public Detections truth() {
    return truth;
  }

  @Override
  public Pass measure() throws Exception {
    Detections detections = new Detections();
    EPRuntime runtime = start(detections);
    try {
      return Pass.measure(events.size(), () -> run(runtime, detections));
    } finally {
      runtime.destroy();
    }
  }

  private Pass.State run(EPRuntime runtime, Detections detections) {
    EPEventService service = runtime.getEventService();
    for (PeerEvent event : events) {
      service.sendEventBean(event, "Record");
    }
    return () -> detections;
  }

  private static EPRuntime start(Detections detections) throws Exception {
    Configuration configuration = new Configuration();
    configuration.getCommon().addEventType("Record", PeerEvent.class);
    configuration.getRuntime().getThreading().setInternalTimerEnabled(false);
    EPCompiled compiled =
        EPCompilerProvider.getCompiler().compile(STATEMENTS, new CompilerArguments(configuration));
    EPRuntime runtime = EPRuntimeProvider.getRuntime("bench", configuration);
    runtime.initialize();
    EPDeployment deployment = runtime.getDeploymentService().deploy(compiled);
    for (var statement : deployment.getStatements()) {
      for (Verdict verdict : List.of(Verdict.MM_FAILURE, Verdict.QM_TRIGGERED_DELETE)) {
        if (statement.getName().equals(verdict.name())) {
          statement.addListener(
              (found, gone, source, at) -> {
                for (EventBean one : found) {
                  detections.add((String) one.get("host"), (String) one.get("peer"), verdict, 1);
                }
              });
        }
      }
    }
    return runtime;
  }
}
