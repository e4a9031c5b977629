package org.ikewatch.ingest.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import org.ikewatch.ingest.host.HostDefaults;
import org.ikewatch.schemas.HostProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InventoryFileTest {
  @Test
  void shouldReadHostsAndFillDefaultsIn() {
    // Given
    String yaml =
        """
        defaults: {timezone: UTC, product: A.02}
        hosts:
          - {name: HPUX042, addresses: [15.1.1.42, "2001:DB8::42"], timezone: America/New_York,
             product: A.03.02.02, site: cupertino}
          - name: hpux7
        """;

    // When
    Inventory inventory = InventoryFile.parse(yaml);

    // Then
    assertThat(inventory.defaults()).isEqualTo(new HostDefaults(ZoneId.of("UTC"), "A.02"));
    assertThat(inventory.hosts())
        .containsExactly(
            new HostProfile(
                "hpux042",
                List.of("15.1.1.42", "2001:db8::42"),
                "America/New_York",
                "A.03.02.02",
                "cupertino"),
            new HostProfile("hpux7", List.of(), "UTC", "A.02", null));
  }

  @Test
  void shouldLeaveToTheReaderWhatTheFileDoesNotSay() {
    // Given
    String yaml = "hosts: [{name: hpux7}]";

    // When
    Inventory inventory = InventoryFile.parse(yaml);

    // Then
    assertThat(inventory.hosts())
        .containsExactly(new HostProfile("hpux7", List.of(), null, null, null));
  }

  @Test
  void shouldNameLineAndKeyOfEveryError() {
    // Given
    String yaml =
        """
        defaults: {zone: UTC}
        hosts:
          - name: hpux1
            addresses: [15.1.1.1, 15.1.1.300]
          - name: hpux2
            addresses: [15.1.1.1]
            timezone: Mars/Olympus
          - name: hpux1
            product: B.11
          - addresses: 15.1.1.9
          - hpux3
        """;

    // When
    InvalidInventoryException e =
        catchThrowableOfType(InvalidInventoryException.class, () -> InventoryFile.parse(yaml));

    // Then
    assertThat(e.errors())
        .containsExactly(
            "line 1, defaults.zone: is not a known key",
            "line 4, hosts[0].addresses[1]: '15.1.1.300' is not an IPv4 or IPv6 address",
            "line 6, hosts[1].addresses[0]: '15.1.1.1' already belongs to hosts[0]",
            "line 7, hosts[1].timezone: 'Mars/Olympus' is not an IANA zone such as America/New_York",
            "line 8, hosts[2].name: 'hpux1' already belongs to hosts[0]",
            "line 9, hosts[2].product: 'B.11' does not begin with A.01, A.02 or A.03",
            "line 10, hosts[3].name: is required",
            "line 10, hosts[3].addresses: is not a list",
            "line 11, hosts[4]: is not a host with a name");
  }

  @Test
  void shouldNameTheLineOfWhatIsNotYaml() {
    // Given
    String yaml = "hosts:\n  - {name: hpux1\n";

    // When

    // Then
    assertThatThrownBy(() -> InventoryFile.parse(yaml))
        .isInstanceOf(InvalidInventoryException.class)
        .hasMessageStartingWith("line ")
        .hasMessageContaining("not YAML");
  }

  @Test
  void shouldTakeAnEmptyFileForNoHosts(@TempDir Path directory) throws IOException {
    // Given
    Path file = Files.createFile(directory.resolve("inventory.yaml"));

    // When
    Inventory inventory = InventoryFile.read(file);

    // Then
    assertThat(inventory).isEqualTo(new Inventory(HostDefaults.UTC, List.of()));
  }

  @Test
  void shouldNameTheFileThatCannotBeRead(@TempDir Path directory) {
    // Given
    Path file = directory.resolve("missing.yaml");

    // When

    // Then
    assertThatThrownBy(() -> InventoryFile.read(file))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("missing.yaml");
  }
}
