package org.ikewatch.ingest.inventory;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.ikewatch.ingest.audit.Addresses;
import org.ikewatch.ingest.host.HostDefaults;
import org.ikewatch.schemas.HostProfile;

/** Turns the YAML of one inventory into profiles, or into the list of everything wrong with it. */
final class InventoryReader {
  private static final Set<String> ROOT_KEYS = Set.of("defaults", "hosts");
  private static final Set<String> DEFAULT_KEYS = Set.of("timezone", "product");
  private static final Set<String> HOST_KEYS =
      Set.of("name", "addresses", "timezone", "product", "site");

  private final YamlNode root;
  private final List<String> errors = new ArrayList<>();
  private final Map<String, String> owners = new HashMap<>();

  InventoryReader(YamlNode root) {
    this.root = root;
  }

  Inventory inventory() {
    checkKeys(root, "", ROOT_KEYS);
    YamlNode given = entry(root, "defaults");
    checkKeys(given, "defaults", DEFAULT_KEYS);
    String zone = timezone(given, "defaults");
    String product = product(given, "defaults");
    List<HostProfile> hosts = new ArrayList<>();
    YamlNode list = entry(root, "hosts");
    if (expect(list, "hosts", YamlNode.Kind.LIST, "a list")) {
      for (int i = 0; i < list.items().size(); i++) {
        hosts.add(host(list.items().get(i), "hosts[" + i + "]", zone, product));
      }
    }
    if (!errors.isEmpty()) {
      throw new InvalidInventoryException(errors);
    }
    return new Inventory(
        new HostDefaults(ZoneId.of(zone.isEmpty() ? "UTC" : zone), product), hosts);
  }

  private HostProfile host(YamlNode node, String path, String zone, String product) {
    if (node.kind() != YamlNode.Kind.MAP) {
      error(node.line(), path, "is not a host with a name");
      return new HostProfile();
    }
    checkKeys(node, path, HOST_KEYS);
    HostProfile profile = new HostProfile();
    profile.setName(name(node, path));
    profile.setAddresses(addresses(node, path));
    profile.setTimezone(orNull(timezone(node, path), zone));
    profile.setProduct(orNull(product(node, path), product));
    profile.setSite(orNull(text(node, path, "site"), ""));
    return profile;
  }

  private String name(YamlNode node, String path) {
    String name = text(node, path, "name").toLowerCase(Locale.ROOT);
    YamlNode at = entry(node, "name");
    if (name.isEmpty()) {
      error(at == YamlNode.EMPTY ? node.line() : at.line(), path + ".name", "is required");
    } else if (name.chars().anyMatch(c -> c <= ' ')) {
      error(at.line(), path + ".name", "'" + name + "' has a blank in it");
    } else {
      claim(at, path + ".name", name, path);
    }
    return name;
  }

  private List<String> addresses(YamlNode node, String path) {
    YamlNode list = entry(node, "addresses");
    List<String> addresses = new ArrayList<>();
    if (expect(list, path + ".addresses", YamlNode.Kind.LIST, "a list")) {
      for (int i = 0; i < list.items().size(); i++) {
        YamlNode item = list.items().get(i);
        String at = path + ".addresses[" + i + "]";
        String address = Addresses.canonical(item.text());
        if (address.isEmpty()) {
          error(item.line(), at, "'" + item.text() + "' is not an IPv4 or IPv6 address");
        } else {
          claim(item, at, address, path);
          addresses.add(address);
        }
      }
    }
    return addresses;
  }

  /** A name or address belongs to one host: a second claim would send its records astray. */
  private void claim(YamlNode node, String key, String identity, String path) {
    String owner = owners.putIfAbsent(identity, path);
    if (owner != null) {
      error(node.line(), key, "'" + identity + "' already belongs to " + owner);
    }
  }

  private String timezone(YamlNode node, String path) {
    String zone = text(node, path, "timezone");
    try {
      return zone.isEmpty() ? "" : ZoneId.of(zone).getId();
    } catch (DateTimeException e) {
      error(
          entry(node, "timezone").line(),
          path + ".timezone",
          "'" + zone + "' is not an IANA zone such as America/New_York");
      return "";
    }
  }

  private String product(YamlNode node, String path) {
    String product = text(node, path, "product");
    if (!product.isEmpty() && !HostDefaults.isProduct(product)) {
      error(
          entry(node, "product").line(),
          path + ".product",
          "'" + product + "' does not begin with A.01, A.02 or A.03");
    }
    return product;
  }

  private String text(YamlNode node, String path, String key) {
    YamlNode value = entry(node, key);
    return expect(value, path + "." + key, YamlNode.Kind.TEXT, "a text")
        ? value.text().strip()
        : "";
  }

  private boolean expect(YamlNode node, String path, YamlNode.Kind kind, String name) {
    if (node.kind() != kind && node.kind() != YamlNode.Kind.NOTHING) {
      error(node.line(), path, "is not " + name);
    }
    return node.kind() == kind;
  }

  private void checkKeys(YamlNode node, String path, Set<String> known) {
    String prefix = path.isEmpty() ? "" : path + ".";
    if (!expect(node, path.isEmpty() ? "inventory" : path, YamlNode.Kind.MAP, "a map of keys")) {
      return;
    }
    node.entries()
        .forEach(
            (key, value) -> {
              if (!known.contains(key)) {
                error(value.line(), prefix + key, "is not a known key");
              }
            });
    node.repeated().forEach((key, line) -> error(line, prefix + key, "is given twice"));
  }

  private void error(int line, String key, String message) {
    errors.add("line " + line + ", " + key + ": " + message);
  }

  private static YamlNode entry(YamlNode node, String key) {
    return node.entries().getOrDefault(key, YamlNode.EMPTY);
  }

  private static String orNull(String value, String otherwise) {
    String chosen = value.isEmpty() ? otherwise : value;
    return chosen.isEmpty() ? null : chosen;
  }
}
