package org.ikewatch.app.simulate;

import java.util.ArrayList;
import java.util.List;

/** One host of the simulated fleet: its place in it decides its name, addresses, scenario and form. */
public record SimulatedHost(int number) {
  public SimulatedHost {
    if (number < 1 || number > 60_000) {
      throw new IllegalArgumentException("hosts are numbered from 1 to 60000, not " + number);
    }
  }

  public String name() {
    return String.format("hpux%03d", number);
  }

  public String address() {
    return "10.20." + number / 250 + "." + (number % 250 + 1);
  }

  public String peer() {
    return "15.2." + number / 250 + "." + (number % 250 + 1);
  }

  public Scenario scenario() {
    Scenario[] all = Scenario.values();
    return all[(number - 1) % all.length];
  }

  String text(Scenario.Line line) {
    return line.text()
        .replace("{L}", address())
        .replace("{P}", peer())
        .replace("{C}", String.format("%016x:%016x", number, number * 31L));
  }

  /** A record as its shipper sends it: in one line, in two, or wrapped as the product wraps. */
  List<String> shipped(String header, String event) {
    int form = (number - 1) / Scenario.values().length % 3;
    if (form == 0) {
      return List.of(header + " Event: " + event);
    }
    List<String> lines = new ArrayList<>();
    lines.add(header);
    if (form == 1) {
      lines.add("Event: " + event);
      return lines;
    }
    int width = scenario().product().startsWith("A.03") ? 60 : 70;
    for (int at = 0; at < event.length(); at += width) {
      String chunk = event.substring(at, Math.min(event.length(), at + width));
      lines.add(at == 0 ? "Event: " + chunk : chunk);
    }
    return lines;
  }
}
