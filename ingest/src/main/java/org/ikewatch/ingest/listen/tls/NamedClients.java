package org.ikewatch.ingest.listen.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Lets in only senders of certain names, of those that another trust manager lets in. Part of the
 * handshake, so that whoever is not let in cannot send a byte.
 */
final class NamedClients extends X509ExtendedTrustManager {
  private final X509ExtendedTrustManager trust;
  private final ClientNames names;

  NamedClients(X509ExtendedTrustManager trust, ClientNames names) {
    this.trust = trust;
    this.names = names;
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    trust.checkClientTrusted(chain, type);
    checkName(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    trust.checkClientTrusted(chain, type, socket);
    checkName(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    trust.checkClientTrusted(chain, type, engine);
    checkName(chain);
  }

  private void checkName(X509Certificate[] chain) throws CertificateException {
    if (!names.include(chain[0])) {
      throw new CertificateException(
          ClientNames.of(chain[0]) + " is none of ingest.tls.client.names");
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw new CertificateException("no server is expected here");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    throw new CertificateException("no server is expected here");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("no server is expected here");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return trust.getAcceptedIssuers();
  }
}
