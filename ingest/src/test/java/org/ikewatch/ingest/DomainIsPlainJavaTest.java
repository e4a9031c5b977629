package org.ikewatch.ingest;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packagesOf = Ingestor.class, importOptions = DoNotIncludeTests.class)
class DomainIsPlainJavaTest {
  @ArchTest
  static final ArchRule SHOULD_KEEP_THE_DOMAIN_FREE_OF_FRAMEWORKS =
      classes()
          .that()
          .resideInAPackage("org.ikewatch.ingest.audit..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", "org.ikewatch.ingest.audit..");

  /** Kafka says of these only that they are public: a later version may have others. */
  @ArchTest
  static final ArchRule SHOULD_USE_NO_INTERNAL_CLASS_OF_KAFKA =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAPackage("org.apache.kafka..")
                  .and(
                      not(
                          resideInAnyPackage(
                              "org.apache.kafka.clients.producer",
                              "org.apache.kafka.clients.consumer",
                              "org.apache.kafka.clients.admin",
                              "org.apache.kafka.common",
                              "org.apache.kafka.common.config",
                              "org.apache.kafka.common.errors",
                              "org.apache.kafka.common.header",
                              "org.apache.kafka.common.serialization"))));
}
