package org.ikewatch.app.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Linux has counted for a process: proc(5). */
public final class ProcessUsage {
  /** The unit of {@code /proc/PID/stat}, fixed for user space on Linux. */
  private static final double TICKS_A_SECOND = 100;

  private static final int UTIME = 11;
  private static final int STIME = 12;

  private ProcessUsage() {}

  /** User and system time of all its threads since it began, in seconds. */
  public static double cpuSeconds(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
    // The command's name stands in parentheses and may hold blanks.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[UTIME]) + Long.parseLong(fields[STIME])) / TICKS_A_SECOND;
  }

  /** Its largest resident memory so far, in MiB. */
  public static long peakMebibytes(long pid) throws IOException {
    return status(pid, "VmHWM:");
  }

  /** Its resident memory now, in MiB. */
  public static long residentMebibytes(long pid) throws IOException {
    return status(pid, "VmRSS:");
  }

  private static long status(long pid, String field) throws IOException {
    return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
        .filter(line -> line.startsWith(field))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
        .findFirst()
        .orElseThrow();
  }
}
