package com.sparkify.etl;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Each package uses only what its {@code package-info} allows, and package dependencies have no cycle. */
class PackagesTest {
    private static final String ROOT = "com.sparkify.etl";

    private static final List<String> BELOW_RUN = List.of(
            "derive", "erase", "history", "key", "lake", "migrate", "plan", "publish", "silver", "source", "table",
            "work");

    private static final Map<String, List<String>> MAY_TOUCH = Map.ofEntries(
            Map.entry("key", List.of()),
            Map.entry("lake", List.of("key")),
            Map.entry("source", List.of("key", "lake")),
            Map.entry("table", List.of("key")),
            Map.entry("work", List.of("table")),
            Map.entry("silver", List.of("key", "lake", "source", "table", "work")),
            Map.entry("plan", List.of("lake", "source")),
            Map.entry("history", List.of("key", "plan", "silver", "source", "table")),
            Map.entry("derive", List.of("key", "silver", "source", "table", "work")),
            Map.entry("publish", List.of("key", "lake", "table", "work")),
            Map.entry("erase", List.of("key", "lake", "silver", "source", "table", "work")),
            Map.entry("migrate", List.of("derive", "history", "key", "lake", "silver", "table", "work")),
            Map.entry("query", List.of("table")),
            Map.entry("readback", List.of("table")),
            Map.entry("run", BELOW_RUN));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void eachPackageTouchesOnlyWhatItMay() {
        MAY_TOUCH.forEach((name, others) -> {
            DescribedPredicate<JavaClass> allowed =
                    resideOutsideOfPackage(ROOT + "..").or(resideInAPackage(ROOT + "." + name));
            for (String other : others) {
                allowed = allowed.or(resideInAPackage(ROOT + "." + other));
            }
            classes()
                    .that()
                    .resideInAPackage(ROOT + "." + name)
                    .should()
                    .onlyDependOnClassesThat(allowed)
                    .check(CLASSES);
        });
    }

    @Test
    void everyPackageIsListed() {
        Set<String> packages = new TreeSet<>();
        CLASSES.forEach(type -> packages.add(type.getPackageName()));
        packages.remove(ROOT);
        Set<String> listed = new TreeSet<>();
        MAY_TOUCH.keySet().forEach(name -> listed.add(ROOT + "." + name));
        assertThat(packages).isEqualTo(listed);
    }

    @Test
    void noPackagesTouchEachOtherInACircle() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }
}
