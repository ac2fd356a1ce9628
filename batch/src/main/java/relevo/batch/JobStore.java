package relevo.batch;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcConnectionPool;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.batch.core.configuration.support.MapJobRegistry;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.launch.support.TaskExecutorJobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.support.JdbcJobRepositoryFactoryBean;
import org.springframework.core.task.SyncTaskExecutor;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/** The night's database: Spring Batch's job repository, what the night remembers, and what runs jobs over it. */
final class JobStore implements AutoCloseable {
    private final DataSource source;
    private final @Nullable JdbcConnectionPool pool;
    private final PlatformTransactionManager transactions;
    private final JobRepository repository;
    private final JobOperator operator;
    private final NightStore nights;

    /** Opens the store, or begins one; brings its tables to this release's state. */
    JobStore(StoreAddress address) {
        if (address.postgres()) {
            PGSimpleDataSource postgres = new PGSimpleDataSource();
            postgres.setUrl(address.url());
            postgres.setUser(address.user());
            postgres.setPassword(address.password());
            postgres.setConnectTimeout(10);
            pool = null;
            source = postgres;
        } else {
            pool = JdbcConnectionPool.create(address.url(), address.user(), address.password());
            source = pool;
        }
        transactions = new JdbcTransactionManager(source);
        nights = new NightStore(source, transactions);
        try {
            // A store of the release before has the job repository and no record of versions.
            Flyway.configure()
                    .dataSource(source)
                    .locations("classpath:relevo/batch/db")
                    .javaMigrations(new JobRepositoryTables())
                    .baselineOnMigrate(true)
                    .baselineVersion("1")
                    .load()
                    .migrate();
            JdbcJobRepositoryFactoryBean factory = new JdbcJobRepositoryFactoryBean();
            factory.setDataSource(source);
            factory.setTransactionManager(transactions);
            factory.afterPropertiesSet();
            repository = factory.getObject();
            TaskExecutorJobOperator starter = new TaskExecutorJobOperator();
            starter.setJobRepository(repository);
            starter.setJobRegistry(new MapJobRegistry());
            starter.setTaskExecutor(new SyncTaskExecutor());
            starter.afterPropertiesSet();
            operator = starter;
        } catch (Exception e) { // Spring's factories declare no less; whatever it is, there is no night without a store
            close();
            throw new IllegalStateException("cannot open the night's database " + address, e);
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

    NightStore nights() {
        return nights;
    }

    /** H2 closes its file with the last connection. */
    @Override
    public void close() {
        if (pool != null) {
            pool.dispose();
        }
    }
}
