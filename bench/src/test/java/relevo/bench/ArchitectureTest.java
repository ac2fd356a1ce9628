package relevo.bench;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;

/**
 * The layering of the modules, checked on the byte code of all of them. Each rule says why it is there: think hard before
 * making one weaker.
 */
@AnalyzeClasses(
        packages = "relevo",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.DoNotIncludeGenerated.class})
final class ArchitectureTest {
    private static final String JOURNAL = "relevo.journal..";
    private static final String[] CORE = {"relevo.matcher..", "relevo.escalation..", "relevo.dialog.."};
    private static final String GATEWAY = "relevo.gateway..";
    private static final String BATCH = "relevo.batch..";
    private static final String BENCH = "relevo.bench..";

    // Which module may know which.

    @ArchTest
    static final ArchRule JOURNAL_KNOWS_NOBODY = noClasses()
            .that()
            .resideInAPackage(JOURNAL)
            .should()
            .dependOnClassesThat(inRelevoBut(JOURNAL))
            .because("the journal is the contract between two processes that are upgraded separately");

    @ArchTest
    static final ArchRule CORE_KNOWS_NOBODY = noClasses()
            .that()
            .resideInAnyPackage(CORE)
            .should()
            .dependOnClassesThat(inRelevoBut(CORE))
            .because("the decision core is pure: it knows neither where inputs come from nor where they are kept");

    @ArchTest
    static final ArchRule GATEWAY_KNOWS_NEITHER_BATCH_NOR_BENCH = noClasses()
            .that()
            .resideInAPackage(GATEWAY)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(BATCH, BENCH)
            .because("gateway and nightly job meet in the journal only");

    @ArchTest
    static final ArchRule BATCH_KNOWS_NEITHER_GATEWAY_NOR_BENCH = noClasses()
            .that()
            .resideInAPackage(BATCH)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(GATEWAY, BENCH)
            .because("gateway and nightly job meet in the journal only");

    @ArchTest
    static final ArchRule MATCHER_AND_ESCALATION_DO_NOT_KNOW_THE_DIALOG = noClasses()
            .that()
            .resideInAnyPackage("relevo.matcher..", "relevo.escalation..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("relevo.dialog..")
            .allowEmptyShould(true)
            .because("the dialog engine asks them, never the other way round");

    @ArchTest
    static final ArchRule NO_CYCLES = slices().matching("relevo.(**)")
            .should()
            .beFreeOfCycles()
            .because("two packages that need each other are one package, or one too few");

    // One library, one package.

    @ArchTest
    static final ArchRule CHRONICLE = only("Chronicle", "relevo.journal", "net.openhft..", "software.chronicle..");

    @ArchTest
    static final ArchRule LUCENE = only("Lucene", "relevo.matcher", "org.apache.lucene..");

    @ArchTest
    static final ArchRule LIBLINEAR = only("LIBLINEAR", "relevo.matcher", "de.bwaldvogel..");

    @ArchTest
    static final ArchRule DISRUPTOR = only("the Disruptor", "relevo.gateway.pipeline", "com.lmax..");

    @ArchTest
    static final ArchRule JAVALIN = only("Javalin", "relevo.gateway.desk", "io.javalin..", "org.eclipse.jetty..");

    @ArchTest
    static final ArchRule SPRING = only("Spring", "relevo.batch", "org.springframework..", "org.h2..");

    @ArchTest
    static final ArchRule NETTY = noClasses()
            .that()
            .resideOutsideOfPackages("relevo.gateway.http", "relevo.gateway.whatsapp", "relevo.bench")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.netty..")
            .because("Netty stays in the webhook port, the Cloud API client and the bare server of the bench");

    // What keeps decisions recomputable.

    @ArchTest
    static final ArchRule NO_CLOCK_IN_DECISIONS = noClasses()
            .that()
            .resideInAnyPackage(CORE)
            .and()
            .haveSimpleNameNotStartingWith("Evaluation")
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(ZonedDateTime.class, "now")
            .because("a decision is recomputed from the journal: time comes in with the input");

    @ArchTest
    static final ArchRule NO_DICE_IN_DECISIONS = noClasses()
            .that()
            .resideInAnyPackage(CORE)
            .should()
            .callConstructor(Random.class)
            .orShould()
            .callMethod(Math.class, "random")
            .orShould()
            .callMethod(UUID.class, "randomUUID")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(ThreadLocalRandom.class)
            .because("a decision is recomputed from the journal: the same input gives the same decision");

    // Habits.

    @ArchTest
    static final ArchRule NAMES_SAY_WHAT_A_CLASS_DOES = classes()
            .should(haveNoNameLike("(Manager|Helper|Utils?|Impl|Base|Data|Info)$"))
            .because("such a name hides that a class has no job of its own, or too many");

    @ArchTest
    static final ArchRule NO_CATCH_ALL_PACKAGES = noClasses()
            .should()
            .resideInAnyPackage("..util..", "..utils..", "..common..", "..helper..", "..misc..", "..impl..")
            .because("packages are named after the domain");

    @ArchTest
    static final ArchRule NO_OPTIONAL_FIELDS = noFields()
            .should()
            .haveRawType(Optional.class)
            .because("a field that may be missing is @Nullable, and the compiler checks it");

    @ArchTest
    static final ArchRule NO_STATIC_MUTABLE_STATE =
            fields().that().areStatic().should().beFinal().because("state has an owner, and the owner has a thread");

    @ArchTest
    static final ArchRule EVERY_PACKAGE_IS_NULL_MARKED =
            classes().should(resideInNullMarkedPackage()).because("NullAway only looks at packages that say so");

    private static ArchRule only(String library, String home, String... packages) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(home)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages)
                .because("one library, one package: " + library + " stays in " + home);
    }

    private static DescribedPredicate<JavaClass> inRelevoBut(String... packages) {
        return resideInAPackage("relevo..").and(not(resideInAnyPackage(packages)));
    }

    private static ArchCondition<JavaClass> haveNoNameLike(String banned) {
        return new ArchCondition<>("have no name like " + banned) {
            private final Pattern pattern = Pattern.compile(banned);

            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean ok = !pattern.matcher(type.getSimpleName()).find();
                events.add(new SimpleConditionEvent(type, ok, type.getName()));
            }
        };
    }

    private static ArchCondition<JavaClass> resideInNullMarkedPackage() {
        return new ArchCondition<>("reside in a package marked @NullMarked") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean ok = type.getPackage().isAnnotatedWith(NullMarked.class);
                events.add(new SimpleConditionEvent(type, ok, type.getName()));
            }
        };
    }

    /** JMH writes its own classes beside ours. */
    static final class DoNotIncludeGenerated implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/jmh_generated/");
        }
    }
}
