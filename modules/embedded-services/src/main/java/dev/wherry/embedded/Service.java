package dev.wherry.embedded;

/** The services of a home that listen on a port. */
enum Service {
    KAFKA("Kafka", "--kafka-port"),
    CONNECT("Kafka Connect", "--connect-port"),
    POSTGRES("PostgreSQL", "--postgres-port");

    private final String label;
    private final String portOption;

    Service(String label, String portOption) {
        this.label = label;
        this.portOption = portOption;
    }

    /** The option of the commands that sets the port. */
    String portOption() {
        return portOption;
    }

    @Override
    public String toString() {
        return label;
    }
}
