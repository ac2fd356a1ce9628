package relevo.batch;

import java.util.Locale;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/** Version 1 of the tables: Spring Batch's own, by the script it ships for this database. */
final class JobRepositoryTables implements JavaMigration {
    @Override
    public MigrationVersion getVersion() {
        return MigrationVersion.fromVersion("1");
    }

    @Override
    public String getDescription() {
        return "job repository";
    }

    @Override
    public @Nullable Integer getChecksum() {
        return null;
    }

    @Override
    public boolean canExecuteInTransaction() {
        return true;
    }

    @Override
    public void migrate(Context context) throws Exception {
        String product = context.getConnection().getMetaData().getDatabaseProductName();
        String script = "org/springframework/batch/core/schema-" + product.toLowerCase(Locale.ROOT) + ".sql";
        new ResourceDatabasePopulator(new ClassPathResource(script))
                .execute(new SingleConnectionDataSource(context.getConnection(), true));
    }
}
