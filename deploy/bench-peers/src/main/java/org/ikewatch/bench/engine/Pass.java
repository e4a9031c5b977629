package org.ikewatch.bench.engine;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.OptionalLong;
import org.ikewatch.bench.fleet.Detections;

/**
 * What one pass over the records took.
 *
 * @param seconds wall clock
 * @param cpuSeconds of all threads of the process, collector and compiler included
 * @param heldMebibytes what the side holds on the heap afterwards
 */
public record Pass(
    long records, double seconds, double cpuSeconds, long heldMebibytes, Detections detections) {
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  /** Something that can be measured. */
  public interface Work {
    /** Takes all records; what it returns holds its state and says what it detected. */
    State run() throws Exception;
  }

  /** The state that a side keeps, with what it detected. */
  public interface State {
    Detections detections();

    /** When the first record was taken, by {@link System#nanoTime}; what led to it is no cost. */
    default OptionalLong begun() {
      return OptionalLong.empty();
    }
  }

  /** Measures one pass. */
  public static Pass measure(long records, Work work) throws Exception {
    long before = used();
    double cpu = SYSTEM.getProcessCpuTime() / 1e9;
    long begin = System.nanoTime();
    State state = work.run();
    double seconds = (System.nanoTime() - state.begun().orElse(begin)) / 1e9;
    cpu = SYSTEM.getProcessCpuTime() / 1e9 - cpu;
    long held = used() - before;
    return new Pass(records, seconds, cpu, held >> 20, state.detections());
  }

  private static long used() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /** Records a second. */
  public double rate() {
    return records / seconds;
  }

  /** Microseconds of CPU for each record. */
  public double cpuMicros() {
    return cpuSeconds * 1e6 / records;
  }

  /** The figures on one line. */
  public String line(String name) {
    return String.format(
        Locale.ROOT,
        "%-24s %,10.0f records/s  %6.2f us CPU/record  %5d MiB held",
        name,
        rate(),
        cpuMicros(),
        heldMebibytes);
  }
}
