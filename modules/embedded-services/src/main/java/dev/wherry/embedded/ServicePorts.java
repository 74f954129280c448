package dev.wherry.embedded;

/** The ports of the services on 127.0.0.1; 0 means the port of the previous run, or a free one. */
public record ServicePorts(int kafka, int connect, int postgres) {
    /** The ports in the documentation. */
    public static final ServicePorts DEFAULT = new ServicePorts(19092, 18083, 15432);

    /** Any free ports. */
    public static final ServicePorts ANY = new ServicePorts(0, 0, 0);

    public ServicePorts {
        require("Kafka", kafka);
        require("Kafka Connect", connect);
        require("PostgreSQL", postgres);
    }

    private static void require(String service, int port) {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("The port of " + service + " must be 0 to 65535, not " + port + ".");
        }
    }
}
