package dev.wherry.embedded;

/** The ports of the services on 127.0.0.1; 0 means the port of the previous run, or a free one. */
public record ServicePorts(int kafka, int connect, int postgres) {
    /** The ports in the documentation. */
    public static final ServicePorts DEFAULT = new ServicePorts(19092, 18083, 15432);

    /** Any free ports. */
    public static final ServicePorts ANY = new ServicePorts(0, 0, 0);

    /** @throws ServiceException if one is not a port, or two services share one */
    public ServicePorts {
        require(Service.KAFKA, kafka);
        require(Service.CONNECT, connect);
        require(Service.POSTGRES, postgres);
        requireDifferent(Service.KAFKA, kafka, Service.CONNECT, connect);
        requireDifferent(Service.KAFKA, kafka, Service.POSTGRES, postgres);
        requireDifferent(Service.CONNECT, connect, Service.POSTGRES, postgres);
    }

    private static void require(Service service, int port) {
        if (port < 0 || port > 65535) {
            throw new ServiceException(
                    "%s is %d: a port is 1 to 65535, or 0 for any free one.".formatted(service.portOption(), port));
        }
    }

    private static void requireDifferent(Service one, int port, Service other, int otherPort) {
        if (port != 0 && port == otherPort) {
            throw new ServiceException("%s and %s are both %d: %s and %s need different ports."
                    .formatted(one.portOption(), other.portOption(), port, one, other));
        }
    }
}
