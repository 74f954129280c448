package dev.wherry.split;

import java.io.IOException;
import java.io.InputStream;

/** The compressed bytes of a file. */
public interface CompressedSource {
    /** Opens them at their start. If the file grows, the stream continues behind its former end. */
    InputStream open() throws IOException;

    /** Their present number. */
    long size() throws IOException;
}
