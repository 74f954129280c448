package dev.wherry.s3.store;

import dev.wherry.connect.text.LogText;
import dev.wherry.s3.store.StoreException.Kind;
import java.io.EOFException;
import java.io.IOException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/** Classifies the exceptions of the AWS SDK. */
final class StoreFailures {
    private static final int MAX_DETAIL = 300;
    /** What the parser of the JDK says. */
    private static final String XML_ENDS_EARLY = "must start and end within the same entity";

    private StoreFailures() {}

    /** @param what the request, for the detail */
    static StoreException of(String what, SdkException e) {
        String detail = LogText.of(what + ": " + shortened(e.getMessage()));
        return new StoreException(kind(e), detail, e);
    }

    private static String shortened(String message) {
        String text = String.valueOf(message);
        return text.length() > MAX_DETAIL ? text.substring(0, MAX_DETAIL) + "…" : text;
    }

    private static Kind kind(SdkException e) {
        if (e instanceof AwsServiceException service) {
            return kind(service);
        }
        if (e instanceof ApiCallTimeoutException || e instanceof ApiCallAttemptTimeoutException) {
            return Kind.UNREACHABLE;
        }
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            if (cause instanceof EOFException || message.contains("end of ") || message.contains(XML_ENDS_EARLY)) {
                return Kind.TRUNCATED;
            }
            if (cause instanceof IOException) {
                return Kind.UNREACHABLE;
            }
        }
        return String.valueOf(e.getMessage()).contains("credentials") ? Kind.BAD_CREDENTIALS : Kind.UNSUPPORTED;
    }

    private static Kind kind(AwsServiceException e) {
        String code = e.awsErrorDetails() == null
                ? ""
                : String.valueOf(e.awsErrorDetails().errorCode());
        Kind byCode =
                switch (code) {
                    case "NoSuchBucket" -> Kind.NO_SUCH_BUCKET;
                    case "NoSuchKey" -> Kind.NOT_FOUND;
                    case "InvalidObjectState" -> Kind.ARCHIVED;
                    case "PreconditionFailed" -> Kind.CHANGED;
                    case "RequestTimeTooSkewed" -> Kind.CLOCK_SKEW;
                    case "SlowDown", "Throttling", "TooManyRequests" -> Kind.SLOW_DOWN;
                    case "InvalidAccessKeyId",
                            "SignatureDoesNotMatch",
                            "ExpiredToken",
                            "InvalidToken",
                            "AuthorizationHeaderMalformed" ->
                        code.equals("AuthorizationHeaderMalformed")
                                        && String.valueOf(e.getMessage()).contains("region")
                                ? Kind.WRONG_REGION
                                : Kind.BAD_CREDENTIALS;
                    case "PermanentRedirect", "IllegalLocationConstraintException" -> Kind.WRONG_REGION;
                    case "RequestTimeout" -> Kind.UNREACHABLE;
                    default -> null;
                };
        return byCode != null ? byCode : byStatus(e.statusCode());
    }

    private static Kind byStatus(int status) {
        return switch (status) {
            case 301, 307 -> Kind.WRONG_REGION;
            case 401, 403 -> Kind.DENIED;
            case 404 -> Kind.NOT_FOUND;
            case 412 -> Kind.CHANGED;
            case 429, 503 -> Kind.SLOW_DOWN;
            default -> status >= 500 ? Kind.SERVER_ERROR : Kind.UNSUPPORTED;
        };
    }
}
