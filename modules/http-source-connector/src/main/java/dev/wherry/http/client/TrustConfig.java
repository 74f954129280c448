package dev.wherry.http.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Whom to trust: by default, whom the worker's Java trusts.
 *
 * @param ca a file with certificates in PEM; empty for none
 * @param truststore a PKCS12 file; empty for none
 * @param password of the truststore
 */
public record TrustConfig(String ca, String truststore, String password) {
    public static final TrustConfig DEFAULT = new TrustConfig("", "", "");

    boolean isDefault() {
        return ca.isEmpty() && truststore.isEmpty();
    }

    /** @throws FetchException if the file is not what it should be; a person may replace it any time */
    SSLContext context() throws FetchException {
        try {
            TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trusted.init(ca.isEmpty() ? store() : certificates());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trusted.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            String file = ca.isEmpty() ? truststore : ca;
            throw new FetchException(
                    FetchException.Kind.TLS, "the file " + file + " cannot be used: " + Failures.detail(e), e);
        }
    }

    private KeyStore store() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(Path.of(truststore))) {
            store.load(in, password.toCharArray());
        }
        return store;
    }

    private KeyStore certificates() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        int number = 0;
        try (InputStream in = Files.newInputStream(Path.of(ca))) {
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("ca-" + number++, certificate);
            }
        }
        if (number == 0) {
            throw new GeneralSecurityException("it contains no certificate");
        }
        return store;
    }

    @Override
    public String toString() {
        return isDefault() ? "the default" : ca.isEmpty() ? truststore : ca;
    }
}
