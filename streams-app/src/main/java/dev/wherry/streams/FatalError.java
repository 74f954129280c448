package dev.wherry.streams;

import dev.wherry.contracts.InvalidContractsException;
import dev.wherry.streams.topics.UnsuitableTopicsException;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;

/** The message and exit code of a fatal failure. Failures are classified here and nowhere else. */
record FatalError(ExitCode exitCode, String message) {
    static FatalError of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidConfigException
                    || cause instanceof InvalidContractsException
                    || cause instanceof ContractsChangedException
                    || cause instanceof UnsuitableTopicsException) {
                return new FatalError(ExitCode.INVALID_SETUP, cause.getMessage());
            }
            if (cause instanceof ConfigException) {
                return new FatalError(ExitCode.INVALID_SETUP, "Kafka rejects a setting: " + cause.getMessage());
            }
            Optional<String> known = brokerFailure(cause);
            if (known.isPresent()) {
                return new FatalError(ExitCode.FAILED, known.get());
            }
        }
        return new FatalError(ExitCode.FAILED, "The streams app failed and has stopped: " + describe(failure));
    }

    private static Optional<String> brokerFailure(Throwable cause) {
        String details = describe(cause);
        if (cause instanceof SslAuthenticationException) {
            return Optional.of("The TLS handshake with the brokers failed (" + details + "); check"
                    + " kafka.ssl.truststore.location and that the certificates contain the brokers' host names");
        }
        if (cause instanceof AuthenticationException) {
            return Optional.of("Authentication with the brokers failed (" + details
                    + "); check kafka.sasl.mechanism and the" + " user and password in kafka.sasl.jaas.config");
        }
        if (cause instanceof AuthorizationException) {
            return Optional.of("The brokers denied access (" + details + "); grant it with kafka-acls");
        }
        if (cause instanceof TimeoutException) {
            return Optional.of("No broker responds (" + details + "); check bootstrap.servers, kafka.security.protocol"
                    + " and the brokers");
        }
        return Optional.empty();
    }

    /** The messages of the failure and its causes in one line, without repetitions. */
    static String describe(Throwable failure) {
        StringBuilder line = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = cause.getMessage() == null
                    ? cause.getClass().getSimpleName()
                    : cause.getMessage().strip();
            if (line.indexOf(message) < 0) {
                line.append(line.isEmpty() ? "" : ": ").append(message);
            }
        }
        return line.toString();
    }
}
