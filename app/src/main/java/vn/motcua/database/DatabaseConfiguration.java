package vn.motcua.database;

import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

    @Bean
    JdbcConnectionDetails jdbcConnectionDetails(Environment environment, ObjectProvider<RunningDatabase> embedded) {
        if (DatabaseStart.isExternal(environment)) {
            return new Connection(
                    environment.getRequiredProperty("motcua.database.url"),
                    environment.getProperty("motcua.database.user", ""),
                    environment.getProperty("motcua.database.password", ""));
        }
        var postgres = embedded.getObject().await();
        return new Connection(postgres.url(), EmbeddedPostgres.USER, postgres.password());
    }

    @Bean
    FlywayMigrationStrategy migrations() {
        return new Migrations();
    }

    @Bean
    static BeanPostProcessor pipelinedDataSource() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof DataSource dataSource && !(bean instanceof PipelinedDataSource)
                        ? new PipelinedDataSource(dataSource)
                        : bean;
            }
        };
    }

    private record Connection(String url, String user, String password) implements JdbcConnectionDetails {

        @Override
        public String getUsername() {
            return user;
        }

        @Override
        public String getPassword() {
            return password;
        }

        @Override
        public String getJdbcUrl() {
            return url;
        }
    }
}
