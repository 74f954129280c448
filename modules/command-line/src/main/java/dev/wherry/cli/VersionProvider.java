package dev.wherry.cli;

import picocli.CommandLine.IVersionProvider;

/** Reads the version from the manifest of the JAR. */
final class VersionProvider implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = getClass().getPackage().getImplementationVersion();
        return new String[] {"wherry " + (version == null ? "(not packaged)" : version)};
    }
}
