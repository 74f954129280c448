package dev.wherry.cli;

import picocli.CommandLine.IVersionProvider;

/** The version that the archive was built as. */
final class VersionProvider implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = getClass().getPackage().getImplementationVersion();
        return new String[] {"wherry " + (version == null ? "(not packaged)" : version)};
    }
}
