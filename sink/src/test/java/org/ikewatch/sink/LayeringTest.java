package org.ikewatch.sink;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "org.ikewatch.sink",
    importOptions = ImportOption.DoNotIncludeTests.class)
class LayeringTest {
  @ArchTest
  static final ArchRule SHOULD_KEEP_THE_DOMAIN_PLAIN =
      classes()
          .that()
          .resideInAPackage("..sink.incidents..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", "org.ikewatch.schemas..", "org.ikewatch.sink.incidents..");
}
