package vn.motcua.bench;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import vn.motcua.MotCuaApplication;
import vn.motcua.database.BenchServer;

/** The product with the demo authority, on an empty database of a durable PostgreSQL. */
record Product(BenchServer server, String url, ConfigurableApplicationContext application) implements AutoCloseable {

    static Product start(String database) {
        BenchServer server = BenchServer.start();
        String url = server.empty(database);
        ConfigurableApplicationContext application = new SpringApplicationBuilder(MotCuaApplication.class)
                .run(
                        "--motcua.database.url=" + url,
                        "--motcua.database.user=" + BenchServer.USER,
                        "--motcua.database.password=" + server.password(),
                        "--motcua.data=target/bench-data",
                        "--motcua.demo=true",
                        "--server.port=0",
                        "--logging.level.root=WARN");
        return new Product(server, url, application);
    }

    @Override
    public void close() {
        application.close();
        server.close();
    }
}
