package dev.wherry.it.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** The source connector as shipped, or a variant for a test. */
interface SourceVariant {
    SourceVariant SHIPPED = new SourceVariant() {
        @Override
        public Path plugins(Path shipped) {
            return shipped;
        }

        @Override
        public Map<String, String> configure(Map<String, String> config) {
            return config;
        }
    };

    /** Returns the plugin path for the workers, given that of the shipped connector. */
    Path plugins(Path shipped) throws IOException;

    /** Returns the connector configuration, given that of the shipped connector. */
    Map<String, String> configure(Map<String, String> config);
}
