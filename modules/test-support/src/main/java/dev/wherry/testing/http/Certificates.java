package dev.wherry.testing.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** PEM files of a certificate authority and of a server certificate that it has signed. Made by the JDK's keytool. */
public record Certificates(Path directory) {
    /** Of the key stores. */
    public static final String PASSWORD = "not secret";

    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

    /** Makes the files in a directory, for a server on 127.0.0.1. */
    public static Certificates make(Path directory) throws Exception {
        return make(directory, "ip:127.0.0.1");
    }

    /** @param name the server's subject alternative name in the syntax of keytool, for example {@code dns:warehouse} */
    public static Certificates make(Path directory, String name) throws Exception {
        Files.createDirectories(directory);
        Path store = directory.resolve("keys.p12");
        keytool(store, "authority", "-ext", "bc:c=ca:true");
        keytool(store, "server", "-signer", "authority", "-ext", "san=" + name);
        Certificates made = new Certificates(directory);
        made.write(store);
        return made;
    }

    /** For a server in this process. */
    public SSLContext server() throws GeneralSecurityException, IOException {
        KeyStore keys = KeyStore.getInstance(directory.resolve("keys.p12").toFile(), PASSWORD.toCharArray());
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.deleteEntry("authority");
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    /** A PKCS12 file with the CA certificate alone. */
    public Path trusted() throws GeneralSecurityException, IOException {
        KeyStore keys = KeyStore.getInstance(directory.resolve("keys.p12").toFile(), PASSWORD.toCharArray());
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("authority", keys.getCertificate("authority"));
        Path file = directory.resolve("trusted.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            trusted.store(out, PASSWORD.toCharArray());
        }
        return file;
    }

    private static void keytool(Path store, String alias, String... further) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair"));
        command.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
        command.addAll(List.of("-alias", alias, "-dname", "CN=" + alias, "-keyalg", "EC", "-groupname", "secp256r1"));
        command.addAll(List.of(further));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (keytool.waitFor() != 0) {
            throw new AssertionError(output);
        }
    }

    private void write(Path store) throws GeneralSecurityException, IOException {
        KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        Files.writeString(
                authority(), pem("CERTIFICATE", keys.getCertificate("authority").getEncoded()));
        Files.writeString(
                certificate(), pem("CERTIFICATE", keys.getCertificate("server").getEncoded()));
        Files.writeString(
                key(),
                pem("PRIVATE KEY", keys.getKey("server", PASSWORD.toCharArray()).getEncoded()));
        Files.writeString(keyAndCertificate(), Files.readString(key()) + Files.readString(certificate()));
    }

    private static String pem(String label, byte[] encoded) {
        return "-----BEGIN " + label + "-----\n" + LINES.encodeToString(encoded) + "\n-----END " + label + "-----\n";
    }

    /** The CA certificate, which clients trust. */
    public Path authority() {
        return directory.resolve("ca.pem");
    }

    public Path certificate() {
        return directory.resolve("server.crt");
    }

    public Path key() {
        return directory.resolve("server.key");
    }

    /** Both in one file, as Kafka's PEM key stores require. */
    public Path keyAndCertificate() {
        return directory.resolve("server.pem");
    }
}
