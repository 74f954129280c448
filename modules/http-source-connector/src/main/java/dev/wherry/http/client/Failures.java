package dev.wherry.http.client;

import dev.wherry.connect.text.LogText;
import dev.wherry.http.client.FetchException.Kind;
import java.io.EOFException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.security.cert.CertificateException;
import java.util.zip.ZipException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Classifies what keeps an answer from arriving. */
final class Failures {
    private static final int MAX_DETAIL = 200;

    private Failures() {}

    /** @param answering whether the head of the answer has arrived */
    static FetchException of(Throwable failure, boolean answering, int responseLimit, Redaction redaction) {
        if (has(failure, BoundedBody.OversizeException.class)) {
            return new FetchException(Kind.OVERSIZE, "it has more than " + responseLimit + " bytes", failure);
        }
        return new FetchException(kind(failure, answering), redaction.of(detail(failure)), failure);
    }

    private static Kind kind(Throwable failure, boolean answering) {
        if (has(failure, HttpConnectTimeoutException.class)) {
            return Kind.UNREACHABLE;
        }
        if (has(failure, HttpTimeoutException.class)) {
            return Kind.TIMED_OUT;
        }
        if (has(failure, ZipException.class)) {
            return Kind.BAD_ANSWER;
        }
        boolean handshake = has(failure, SSLHandshakeException.class) && !has(failure, EOFException.class);
        if (handshake || has(failure, CertificateException.class) || has(failure, SSLPeerUnverifiedException.class)) {
            return Kind.TLS;
        }
        return answering ? Kind.TRUNCATED : Kind.UNREACHABLE;
    }

    private static boolean has(Throwable failure, Class<? extends Throwable> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    /** What the innermost failure with a message says; the outermost one if none has. */
    static String detail(Throwable failure) {
        Throwable telling = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause.getMessage() != null && !cause.getMessage().equals(String.valueOf(cause.getCause()))) {
                telling = cause;
            }
        }
        String text =
                telling.getClass().getSimpleName() + (telling.getMessage() == null ? "" : ": " + telling.getMessage());
        return LogText.of(text.length() > MAX_DETAIL ? text.substring(0, MAX_DETAIL) + "…" : text);
    }
}
