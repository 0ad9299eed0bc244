package reverie.gallery;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteTest {
  @TempDir Path folder;
  private Site site;

  @BeforeEach
  void a_site() throws IOException {
    site = SiteSpecimen.of(folder, true);
    site.write(folder);
  }

  @Test
  void a_layer_named_like_a_script_is_text() throws IOException {
    for (Path page : SitePagesOnDisk.pages(folder)) {
      String html = Files.readString(page);
      assertFalse(html.contains("<script>"), page::toString);
      assertFalse(html.contains("alert('"), page::toString);
    }
    assertTrue(
        Files.readString(folder.resolve(Site.FILE)).contains("&lt;script&gt;alert(&#39;&quot;"));
  }

  @Test
  void addresses_hang_on_the_layer_and_the_channel_only() {
    assertTrue(Files.exists(folder.resolve("layers/conv2d_3/15.html")));
    assertEquals("layers/features.21/7.html", SiteUnit.page("features.21", 7));
  }

  @Test
  void every_reference_is_relative_and_there() throws IOException {
    Set<Path> reached = new TreeSet<>();
    for (Path page : SitePagesOnDisk.pages(folder)) {
      for (String address : SitePagesOnDisk.references(page)) {
        if (address.equals("#main") || address.equals("data:,")) {
          continue;
        }
        assertFalse(address.contains(":") || address.startsWith("/"), page + ": " + address);
        Path target = SitePagesOnDisk.target(page, address);
        assertTrue(Files.isRegularFile(target), page + ": " + address);
        reached.add(target);
      }
    }
    assertEquals(new TreeSet<>(SitePagesOnDisk.files(folder)), reached);
  }

  @Test
  void a_page_that_is_as_it_was_is_left_alone_and_one_that_is_not_is_written_anew()
      throws IOException {
    FileTime before = FileTime.fromMillis(1_000_000_000_000L);
    Path same = folder.resolve("layers/mixed5/10.html");
    Path spoilt = folder.resolve("layers/mixed5/15.html");
    byte[] bytes = Files.readAllBytes(spoilt);
    Files.writeString(spoilt, "half a pa");
    Files.setLastModifiedTime(same, before);
    site.write(folder);
    assertEquals(before, Files.getLastModifiedTime(same));
    assertArrayEquals(bytes, Files.readAllBytes(spoilt));
  }

  @Test
  void the_same_site_has_the_same_bytes(@TempDir Path other) throws IOException {
    SiteSpecimen.of(other, true).write(other);
    for (Path file : SitePagesOnDisk.files(folder)) {
      assertEquals(-1, Files.mismatch(file, other.resolve(folder.relativize(file))));
    }
  }

  @Test
  void programs_are_told_every_picture_and_how_it_was_made() throws IOException {
    JsonNode json = new ObjectMapper().readTree(folder.resolve(Site.JSON).toFile());
    assertEquals(site.model().sha256(), json.at("/model/sha256").asText());
    assertEquals(site.command(), json.get("command").asText());
    Set<Path> told = new TreeSet<>();
    json.findValuesAsText("file").forEach(file -> told.add(folder.resolve(file)));
    Set<Path> pictures = new TreeSet<>(SitePagesOnDisk.files(folder));
    pictures.removeIf(file -> !file.toString().endsWith(".png"));
    assertEquals(pictures, told);
    JsonNode unit = json.at("/layers/1/units/3");
    assertEquals("layers/mixed5/15.html", unit.get("page").asText());
    SiteFigure figure = site.layers().get(1).units().get(3).picture();
    assertEquals(figure.seed().getAsLong(), unit.at("/picture/seed").asLong());
    assertEquals(figure.command().orElseThrow(), unit.at("/picture/command").asText());
    assertEquals(
        figure.reading().orElseThrow().value(), unit.at("/picture/reading/value").asDouble());
    assertEquals("[40,61,112,112]", unit.at("/exemplars/0/rectangle").toString());
  }

  @Test
  void what_is_not_there_has_no_heading() {
    SiteFigure figure = SiteFigure.made("a.png", 8, 8, "A", "make a");
    SiteLayer layer = site.layers().get(0);
    SiteLayer bare =
        new SiteLayer(
            "bare",
            layer.kind(),
            layer.shape(),
            1,
            0,
            layer.receptiveField(),
            layer.stride(),
            Optional.empty(),
            Optional.empty(),
            List.of(SiteUnit.of(0, figure)));
    Site small = new Site(site.model(), site.reverie(), site.command(), List.of(bare));
    String unit = new SiteTemplates().unit(SiteUnitPage.of(small, bare, 0));
    assertFalse(
        unit.contains("Diversity") || unit.contains("samples") || unit.contains("rel=\"prev"));
    String page = new SiteTemplates().layer(SiteLayerPage.of(small, 0));
    assertFalse(page.contains("Dream") || page.contains("Filters"));
  }

  @Test
  void two_layers_of_a_name_are_refused() {
    SiteLayer layer = site.layers().get(0);
    List<SiteLayer> twice = List.of(layer, layer);
    assertThrows(
        IllegalArgumentException.class, () -> new Site(site.model(), "1", "reverie", twice));
  }
}
