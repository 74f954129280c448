package dev.wherry.bench.micro;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;

/** Takes every COPY and forgets it, so that only making it is measured. */
final class GreedyServer {
    /** Answers null, false or nothing. */
    private static final InvocationHandler NOTHING = (proxy, method, arguments) -> null;

    private final CopyManager copies;

    GreedyServer() throws SQLException {
        CopyIn forgetting = proxy(CopyIn.class, NOTHING);
        copies = new CopyManager(proxy(BaseConnection.class, NOTHING)) {
            @Override
            public CopyIn copyIn(String sql) {
                return forgetting;
            }
        };
    }

    PGConnection connection() {
        return proxy(PGConnection.class, (proxy, method, arguments) -> copies);
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
