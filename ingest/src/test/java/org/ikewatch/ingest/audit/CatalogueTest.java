package org.ikewatch.ingest.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import java.util.stream.Stream;
import org.ikewatch.ingest.catalogue.CatalogueLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueTest {
  private static final Catalogue CATALOGUE = CatalogueLoader.standard();
  private static final String COOKIES = "fb903f191f1c7566:4dc90bd31c7884c1";

  @ParameterizedTest
  @CsvFileSource(
      resources = "texts.csv",
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = true)
  void shouldKnowEveryPublishedText(String signal, String local, String peer, String text) {
    // Given

    // When
    Match match = CATALOGUE.match(text);

    // Then
    assertThat(match.signal()).isEqualTo(signal);
    assertThat(match.local()).isEqualTo(local == null ? "" : local);
    assertThat(match.peer()).isEqualTo(peer == null ? "" : peer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "MM negotiation timeout, src 15.2",
        "MM negotiation timeout, src 15.2.2.2 and more",
        "MM negotiation timeout, src host.example.com",
        "phase2 negotiation failed due to time upwaiting for phase1",
        "mm negotiation timeout, src 15.2.2.2",
        "found host selector: ",
        "local 10.1.1.1/500 - remote 10.2.2.2/500:"
      })
  void shouldNotKnowWhatNoTemplateFits(String text) {
    // Given

    // When
    Match match = CATALOGUE.match(text);

    // Then
    assertThat(match.isKnown()).isFalse();
  }

  @Test
  void shouldKeepThePrefixAddressesOfAnUnknownText() {
    // Given
    String text = "local 10.2.2.2/500 - remote 10.1.1.1/500:something new";

    // When
    Match match = CATALOGUE.match(text);

    // Then
    assertThat(match).isEqualTo(Match.unknown("10.1.1.1", "10.2.2.2"));
  }

  @Test
  void shouldNameBothSidesOfARejectedProposal() {
    // Given
    String text =
        "rejected authmethod: DB(prop#1:trns#2):Peer(prop#1:trns#1) = pre-shared key:RSA signatures";

    // When
    Match match = CATALOGUE.match(text);

    // Then
    assertThat(match.attributes())
        .containsExactly(
            entry("attribute", "authmethod"),
            entry("ours", "pre-shared key"),
            entry("theirs", "RSA signatures"));
  }

  @Test
  void shouldSplitTheMessageIdOffTheCookies() {
    // Given
    String text = "phase2 negotiation failed due to time up. " + COOKIES + ":0a1b2c3d";

    // When
    Match match = CATALOGUE.match(text);

    // Then
    assertThat(match.attributes())
        .containsExactly(entry("cookies", COOKIES), entry("messageId", "0a1b2c3d"));
  }

  @Test
  void shouldReadTheCookiesOfAnEstablishedSa() {
    // Given
    String text = "ISAKMP-SA established 172.24.23.6[4500]-172.24.23.10[4500] spi:" + COOKIES;

    // When
    Match match = CATALOGUE.match(text);

    // Then
    assertThat(match.attributes()).containsExactly(entry("cookies", COOKIES));
  }

  @Test
  void shouldReadAStateTransition() {
    // Given
    String text =
        "local 10.1.1.1/500 - remote 10.2.2.2/500:ike_sa 40079580 state INI_IKE_SA_INIT_SENT -> DYING";

    // When
    Match match = CATALOGUE.match(text);

    // Then
    assertThat(match.attributes())
        .containsExactly(
            entry("ikeSa", "40079580"),
            entry("fromState", "INI_IKE_SA_INIT_SENT"),
            entry("toState", "DYING"));
  }

  @Test
  void shouldReadANotification() {
    // Given
    String text =
        "notification message 14:NO-PROPOSAL-CHOSEN, doi=1 proto_id=3 spi=0a0b0c0d(size=4).";

    // When
    Match match = CATALOGUE.match(text);

    // Then
    assertThat(match.attributes())
        .contains(
            entry("notify", "NO-PROPOSAL-CHOSEN"),
            entry("doi", "1"),
            entry("protocol", "3"),
            entry("spi", "0a0b0c0d"));
  }

  @Test
  void shouldTellSourceAndDestinationOfAnIntegrityFailure() {
    // Given
    String text =
        "Integrity Check Value failure - SPI: 1C97D8 IP addr: 2001:db8::1:2001:db8::2 proto: 51.";

    // When
    Match match = CATALOGUE.match(text);

    // Then
    assertThat(match.attributes())
        .containsExactly(
            entry("spi", "1c97d8"),
            entry("src", "2001:db8::1"),
            entry("dst", "2001:db8::2"),
            entry("protocol", "51"));
  }

  @Test
  void shouldTellTheIkeVersionOfAPolicy() {
    // Given
    String text = "found ikev2 policy: default";

    // When
    Match match = CATALOGUE.match(text);

    // Then
    assertThat(match.attributes())
        .containsExactly(entry("ikeVersion", "2"), entry("policy", "default"));
  }

  /** Every beginning of every published text, where the rest of it stands behind. */
  @ParameterizedTest
  @CsvFileSource(
      resources = "texts.csv",
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = true)
  void shouldReadNothingBeyondThePart(String signal, String local, String peer, String text) {
    // Given
    byte[] bytes = Bytes.of("<" + text + " (0x1f/500):");
    Catalogue other = fresh();

    for (int length = 0; length <= text.length(); length++) {
      // When
      Match part = CATALOGUE.match(new Span(bytes, 1, 1 + length, true));

      // Then
      assertThat(part).as(text).isEqualTo(other.match(text.substring(0, length)));
    }
  }

  @ParameterizedTest
  @CsvFileSource(
      resources = "texts.csv",
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = true)
  void shouldFindTheSameForATextThatComesAgain(
      String signal, String local, String peer, String text) {
    // Given
    Catalogue catalogue = fresh();
    Match first = catalogue.match(text);

    // When
    List<Match> again = Stream.generate(() -> catalogue.match(text)).limit(4).toList();

    // Then
    assertThat(again).containsOnly(first);
    assertThat(again.get(3)).isSameAs(again.get(2));
  }

  @Test
  void shouldNotTakeOneTextForAnotherHoweverManyComeAgain() {
    // Given
    Catalogue catalogue = fresh();

    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < 20_000; i++) {
        // When
        String peer = "15." + (i >> 8) + ".2." + (i & 255);
        Match match = catalogue.match("MM negotiation timeout, src " + peer);

        // Then
        assertThat(match.peer()).isEqualTo(peer);
      }
    }
  }

  /** One that has seen no text yet. */
  private static Catalogue fresh() {
    return CatalogueLoader.standard();
  }

  @Test
  void shouldNotMatchATextThatIsLongerThanAnyOfTheProduct() {
    // Given
    String text = "received ID_I (type " + " []".repeat(340);

    // When
    Match longest = CATALOGUE.match("found host selector: " + "x".repeat(1_000));
    Match tooLong = CATALOGUE.match("found host selector: " + "x".repeat(1_010));
    Match hostile = CATALOGUE.match(text);

    // Then
    assertThat(longest.isKnown()).isTrue();
    assertThat(tooLong.isKnown()).isFalse();
    assertThat(hostile.isKnown()).isFalse();
  }
}
