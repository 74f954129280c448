package dev.wherry.it.faults;

import java.io.IOException;

/** Watches the bytes of one connection through a {@link Relay} for a moment at which something is to happen. */
interface Tap {
    /** Returns how many of these bytes, from the client, may go on before {@link #reached} is called; -1 if there is no need. */
    int request(byte[] bytes, int size);

    /** The same for bytes from the server. */
    int answer(byte[] bytes, int size);

    /**
     * What is to happen. The rest of the bytes goes on afterwards, unless this throws, which ends the connection.
     *
     * @param serverSidePort the port that the server sees the client come from
     */
    void reached(int serverSidePort) throws IOException;
}
