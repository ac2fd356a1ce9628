package relevo.batch;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.springframework.batch.core.configuration.support.MapJobRegistry;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.launch.support.TaskExecutorJobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.support.JdbcJobRepositoryFactoryBean;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.task.SyncTaskExecutor;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/** Spring Batch's job repository in one H2 file, and what runs jobs over it. */
final class JobStore implements AutoCloseable {
    private final JdbcConnectionPool connections;
    private final PlatformTransactionManager transactions;
    private final JobRepository repository;
    private final JobOperator operator;

    /** Opens the store, or begins one. */
    JobStore(Path file) {
        String path = file.toAbsolutePath().toString();
        if (path.indexOf(';') >= 0) {
            throw new IllegalArgumentException("the data folder must have no ';' in its path: " + path);
        }
        // No compaction at close: the file stays small, and H2 2.4.240 trips over an assertion of its own there.
        connections = JdbcConnectionPool.create("jdbc:h2:file:" + path + ";MAX_COMPACT_TIME=0", "sa", "");
        transactions = new JdbcTransactionManager(connections);
        try {
            createTables(connections);
            JdbcJobRepositoryFactoryBean factory = new JdbcJobRepositoryFactoryBean();
            factory.setDataSource(connections);
            factory.setTransactionManager(transactions);
            factory.afterPropertiesSet();
            repository = factory.getObject();
            TaskExecutorJobOperator starter = new TaskExecutorJobOperator();
            starter.setJobRepository(repository);
            starter.setJobRegistry(new MapJobRegistry());
            starter.setTaskExecutor(new SyncTaskExecutor());
            starter.afterPropertiesSet();
            operator = starter;
        } catch (Exception e) {
            connections.dispose();
            throw new IllegalStateException("cannot open the job repository " + path, e);
        }
    }

    JobRepository repository() {
        return repository;
    }

    PlatformTransactionManager transactions() {
        return transactions;
    }

    JobOperator operator() {
        return operator;
    }

    /** H2 closes its file with the last connection. */
    @Override
    public void close() {
        connections.dispose();
    }

    private static void createTables(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection();
                ResultSet tables = connection.getMetaData().getTables(null, null, "BATCH_JOB_INSTANCE", null)) {
            if (tables.next()) {
                return;
            }
        }
        new ResourceDatabasePopulator(new ClassPathResource("org/springframework/batch/core/schema-h2.sql"))
                .execute(source);
    }
}
