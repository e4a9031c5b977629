package org.ikewatch.streams;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;

@AnalyzeClasses(
    packages = "org.ikewatch.streams",
    importOptions = ImportOption.DoNotIncludeTests.class)
class LayeringTest {
  @ArchTest
  static final ArchRule SHOULD_KEEP_THE_DOMAIN_PLAIN =
      classes()
          .that()
          .resideInAnyPackage("..negotiation..", "..incident..", "..host..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "com.google.errorprone.annotations..",
              "org.ikewatch.schemas..",
              "org.ikewatch.streams.negotiation..",
              "org.ikewatch.streams.incident..",
              "org.ikewatch.streams.host..");

  @ArchTest
  static final ArchRule SHOULD_NOT_LET_INCIDENTS_KNOW_HOSTS =
      noClasses()
          .that()
          .resideInAPackage("..incident..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..host..", "..topology..");

  @ArchTest
  static final ArchRule SHOULD_HAVE_NO_CYCLES =
      slices().matching("org.ikewatch.streams.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule SHOULD_NOT_LET_NEGOTIATION_KNOW_INCIDENTS =
      noClasses()
          .that()
          .resideInAPackage("..negotiation..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..incident..", "..host..", "..topology..");

  @ArchTest
  static final ArchRule SHOULD_READ_NO_WALL_CLOCK =
      noClasses()
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Clock.class);
}
