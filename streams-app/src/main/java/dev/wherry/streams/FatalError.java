package dev.wherry.streams;

import dev.wherry.contracts.InvalidContractsException;
import dev.wherry.streams.topics.UnsuitableTopicsException;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;

/** What is said of a failure that the app cannot get over, and how it exits. The one place where failures are told apart. */
record FatalError(ExitCode exitCode, String sentence) {
    static FatalError of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidConfigException
                    || cause instanceof InvalidContractsException
                    || cause instanceof UnsuitableTopicsException) {
                return new FatalError(ExitCode.UNUSABLE, cause.getMessage());
            }
            if (cause instanceof ConfigException) {
                return new FatalError(ExitCode.UNUSABLE, "Kafka refuses a setting: " + cause.getMessage());
            }
            Optional<String> known = fromBrokers(cause);
            if (known.isPresent()) {
                return new FatalError(ExitCode.FAILED, known.get());
            }
        }
        return new FatalError(ExitCode.FAILED, "The streams app failed and has stopped: " + saidBy(failure));
    }

    private static Optional<String> fromBrokers(Throwable cause) {
        String said = saidBy(cause);
        if (cause instanceof SslAuthenticationException) {
            return Optional.of("The brokers cannot be trusted (" + said + "); check kafka.ssl.truststore.location,"
                    + " and that their certificates bear the names by which they are reached");
        }
        if (cause instanceof AuthenticationException) {
            return Optional.of("The brokers let nobody in (" + said + "); check kafka.sasl.mechanism, and the user and"
                    + " the password in kafka.sasl.jaas.config");
        }
        if (cause instanceof AuthorizationException) {
            return Optional.of("The brokers do not allow what is needed (" + said + "); allow it with kafka-acls");
        }
        if (cause instanceof TimeoutException) {
            return Optional.of("No broker answers (" + said + "); check bootstrap.servers, kafka.security.protocol and"
                    + " the brokers");
        }
        return Optional.empty();
    }

    /** The failure and what caused it, in one line; what a cause only repeats is left out. */
    static String saidBy(Throwable failure) {
        StringBuilder said = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = cause.getMessage() == null
                    ? cause.getClass().getSimpleName()
                    : cause.getMessage().strip();
            if (said.indexOf(message) < 0) {
                said.append(said.isEmpty() ? "" : ": ").append(message);
            }
        }
        return said.toString();
    }
}
