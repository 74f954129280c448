package dev.wherry.it.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** The source connector as it is shipped, or with something of the tests' own in its place. */
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

    /** The plugin path, given that of the shipped connector. */
    Path plugins(Path shipped) throws IOException;

    Map<String, String> configure(Map<String, String> config);
}
