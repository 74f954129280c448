package dev.wherry.it.faults;

import java.io.IOException;

/** Watches the bytes of one connection through a {@link Relay} and acts at a certain message. */
interface Tap {
    /**
     * Inspects bytes from the client.
     *
     * @return how many of them to forward before {@link #reached} is called; -1 if the message is not among them
     */
    int request(byte[] bytes, int size);

    /** Inspects bytes from the server, like {@link #request}. */
    int response(byte[] bytes, int size);

    /**
     * Called when the message is reached. The remaining bytes are forwarded afterwards.
     *
     * @param serverSidePort the client port as seen by the server
     * @throws IOException to end the connection
     */
    void reached(int serverSidePort) throws IOException;
}
