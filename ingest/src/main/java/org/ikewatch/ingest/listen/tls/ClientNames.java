package org.ikewatch.ingest.listen.tls;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import org.ikewatch.ingest.audit.Addresses;

/**
 * Senders by the names in their certificates (RFC 5425 section 5.2): the dNSName and iPAddress of
 * the subject alternative names; where the certificate has no dNSName, its common name. A {@code *}
 * stands for the whole of a leftmost label, in the certificate as in the configured name.
 *
 * @param names whom to let in; empty for everybody
 */
record ClientNames(List<String> names) {
  private static final int DNS_NAME = 2;
  private static final int IP_ADDRESS = 7;

  ClientNames {
    names = names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
  }

  boolean include(X509Certificate certificate) throws CertificateParsingException {
    return names.isEmpty()
        || of(certificate).stream().anyMatch(has -> names.stream().anyMatch(it -> match(it, has)));
  }

  /** The names that a certificate has, in lower case. */
  static List<String> of(X509Certificate certificate) throws CertificateParsingException {
    List<String> dns = alternatives(certificate, DNS_NAME);
    List<String> addresses =
        alternatives(certificate, IP_ADDRESS).stream().map(Addresses::canonical).toList();
    List<String> others = dns.isEmpty() ? commonNames(certificate) : dns;
    return Stream.concat(others.stream(), addresses.stream())
        .map(name -> name.toLowerCase(Locale.ROOT))
        .toList();
  }

  private static List<String> alternatives(X509Certificate certificate, int type)
      throws CertificateParsingException {
    Collection<List<?>> all = certificate.getSubjectAlternativeNames();
    return all == null
        ? List.of()
        : all.stream()
            .filter(it -> it.get(0).equals(type))
            .map(it -> it.get(1).toString())
            .toList();
  }

  private static List<String> commonNames(X509Certificate certificate)
      throws CertificateParsingException {
    try {
      return new LdapName(certificate.getSubjectX500Principal().getName())
          .getRdns().stream()
              .filter(it -> it.getType().equalsIgnoreCase("CN"))
              .map(Rdn::getValue)
              .map(Object::toString)
              .toList();
    } catch (InvalidNameException e) {
      throw new CertificateParsingException("its subject cannot be read", e);
    }
  }

  private static boolean match(String configured, String has) {
    return configured.equals(has) || covers(configured, has) || covers(has, configured);
  }

  /** Whether {@code *.example.com} is the one and {@code host.example.com} the other. */
  private static boolean covers(String wildcard, String name) {
    int dot = name.indexOf('.');
    return wildcard.startsWith("*.")
        && dot > 0
        && wildcard.substring(1).equals(name.substring(dot));
  }
}
