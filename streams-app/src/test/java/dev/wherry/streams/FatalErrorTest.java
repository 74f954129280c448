package dev.wherry.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

class FatalErrorTest {
    @Test
    void findsABrokerErrorInTheCauses() {
        Throwable failure =
                new StreamsException("in a thread", new TransactionalIdAuthorizationException("not allowed"));

        assertThat(FatalError.of(failure))
                .isEqualTo(new FatalError(
                        ExitCode.FAILED, "The brokers denied access (not allowed); grant it with kafka-acls"));
    }

    @Test
    void namesTheSettingToCheckForEachBrokerError() {
        assertThat(firstSetting(new SslAuthenticationException(""))).isEqualTo("kafka.ssl.truststore.location");
        assertThat(firstSetting(new SaslAuthenticationException(""))).isEqualTo("kafka.sasl.mechanism");
        assertThat(firstSetting(new TimeoutException(""))).isEqualTo("bootstrap.servers");
    }

    @Test
    void treatsARejectedSettingAsInvalidSetup() {
        assertThat(FatalError.of(new KafkaException(new ConfigException("no such thing"))))
                .isEqualTo(new FatalError(ExitCode.INVALID_SETUP, "Kafka rejects a setting: no such thing"));
    }

    @Test
    void describesOtherFailuresWithTheirCausesWithoutRepetition() {
        Throwable failure = new KafkaException("no client", new ExecutionException(new NullPointerException()));

        assertThat(FatalError.of(failure).message())
                .isEqualTo("The streams app failed and has stopped: no client: java.lang.NullPointerException");
        assertThat(FatalError.describe(new KafkaException("twice", new KafkaException("twice"))))
                .isEqualTo("twice");
    }

    private static String firstSetting(Throwable failure) {
        return FatalError.of(failure).message().replaceAll(".* check ([a-z.]+).*", "$1");
    }
}
