package org.ikewatch.ingest;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

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
}
