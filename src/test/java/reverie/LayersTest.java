package reverie;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Holds the table of packages: who may import whom, and which outside library is used where. */
class LayersTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          // Not ArchUnit's own option, which knows the folder "target" only.
          .withImportOption(location -> !location.contains("/test-classes/"))
          .importPackages("reverie");

  /** Package -> the packages of ours that it may import. */
  private static final Map<String, Set<String>> MAY_IMPORT = new LinkedHashMap<>();

  static {
    MAY_IMPORT.put("support", Set.of());
    MAY_IMPORT.put("image", Set.of("support"));
    MAY_IMPORT.put("tensor", Set.of("support", "image"));
    MAY_IMPORT.put("weights", Set.of("support", "tensor"));
    MAY_IMPORT.put("network", Set.of("support", "tensor"));
    MAY_IMPORT.put("zoo", Set.of("support", "tensor", "weights", "network"));
    MAY_IMPORT.put("objective", Set.of("support", "image", "tensor", "network"));
    MAY_IMPORT.put("canvas", Set.of("support", "image", "tensor"));
    MAY_IMPORT.put("optimize", Set.of("support", "tensor"));
    MAY_IMPORT.put(
        "recipe",
        Set.of(
            "support",
            "image",
            "tensor",
            "weights",
            "network",
            "zoo",
            "objective",
            "canvas",
            "optimize"));
    MAY_IMPORT.put("gallery", Set.of("support", "image"));
    Set<String> all = new TreeSet<>(MAY_IMPORT.keySet());
    MAY_IMPORT.put("cli", all);
  }

  /** Outside packages -> the packages of ours that may use them. */
  private static final Map<String, Set<String>> ONLY_IN =
      Map.ofEntries(
          Map.entry("picocli..", Set.of("cli")),
          Map.entry("me.tongfei.progressbar..", Set.of("cli")),
          Map.entry("org.bytedeco.dnnl..", Set.of("network")),
          Map.entry("org.bytedeco..", Set.of("network")),
          Map.entry("org.deeplearning4j..", Set.of("zoo")),
          // gallery: a site tells programs what it tells people, in gallery.json.
          Map.entry("com.fasterxml.jackson..", Set.of("weights", "zoo", "cli", "gallery")),
          Map.entry("net.razorvine..", Set.of("weights")),
          Map.entry("io.jhdf..", Set.of("weights")),
          Map.entry("com.google.protobuf..", Set.of("weights")),
          Map.entry("org.apache.commons.imaging..", Set.of("image")),
          Map.entry("javax.imageio..", Set.of("image")),
          Map.entry("org.jtransforms..", Set.of("canvas")),
          Map.entry("com.samskivert.mustache..", Set.of("gallery")),
          Map.entry("org.knowm.xchart..", Set.of("gallery")),
          Map.entry(
              "org.nd4j..",
              Set.of(
                  "tensor",
                  "weights",
                  "network",
                  "zoo",
                  "objective",
                  "canvas",
                  "optimize",
                  "recipe",
                  "cli")));

  @TestFactory
  java.util.stream.Stream<DynamicTest> each_package_imports_only_what_its_row_says() {
    return MAY_IMPORT.entrySet().stream()
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row.getKey(),
                    () -> {
                      Set<String> mayNot = new TreeSet<>(MAY_IMPORT.keySet());
                      mayNot.removeAll(row.getValue());
                      mayNot.remove(row.getKey());
                      if (!mayNot.isEmpty()) {
                        noClasses()
                            .that()
                            .resideInAPackage("reverie." + row.getKey() + "..")
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(
                                mayNot.stream()
                                    .map(p -> "reverie." + p + "..")
                                    .toArray(String[]::new))
                            .allowEmptyShould(true)
                            .check(CLASSES);
                      }
                    }));
  }

  @TestFactory
  java.util.stream.Stream<DynamicTest> outside_libraries_are_used_only_where_the_table_says() {
    return ONLY_IN.entrySet().stream()
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row.getKey(),
                    () ->
                        noClasses()
                            .that(
                                not(
                                    resideInAnyPackage(
                                        row.getValue().stream()
                                            .map(p -> "reverie." + p + "..")
                                            .toArray(String[]::new))))
                            .should()
                            .dependOnClassesThat(resideInAPackage(row.getKey()))
                            .allowEmptyShould(true)
                            .check(CLASSES)));
  }

  @Test
  void packages_have_no_cycles() {
    slices().matching("reverie.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void recipes_never_import_each_other() {
    noClasses()
        .that()
        .resideInAPackage("reverie.recipe")
        .and()
        .haveSimpleNameEndingWith("Recipe")
        .should()
        .dependOnClassesThat(
            resideInAPackage("reverie.recipe")
                .and(
                    com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith(
                        "Recipe")))
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void every_package_is_in_the_table() {
    Set<String> found = new TreeSet<>();
    CLASSES.forEach(
        c -> {
          String rest = c.getPackageName().substring("reverie".length());
          found.add(rest.isEmpty() ? "" : rest.substring(1).split("\\.")[0]);
        });
    found.removeAll(MAY_IMPORT.keySet());
    assertEquals(Set.of(), found);
  }

  @Test
  void only_main_ends_the_process() {
    classes()
        .that(not(com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName("Main")))
        .should(
            com.tngtech.archunit.lang.conditions.ArchConditions.not(
                com.tngtech.archunit.lang.conditions.ArchConditions.callMethod(
                    System.class, "exit", int.class)))
        .check(CLASSES);
  }
}
