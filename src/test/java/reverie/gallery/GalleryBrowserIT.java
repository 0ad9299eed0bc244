package reverie.gallery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/** A site as people meet it: in a browser, of any width, in the light and in the dark, by keys. */
class GalleryBrowserIT {
  @TempDir static Path folder;
  private static Site site;
  private static Chromium chromium;
  private static String audit;

  /** Before each, not all: where there is no browser each test is told to be skipped. */
  @BeforeEach
  void a_site_and_a_browser() throws Exception {
    if (chromium != null) {
      return;
    }
    chromium = Chromium.start(folder.resolve("browser"));
    site = SiteSpecimen.of(folder.resolve("site"), true);
    site.write(folder.resolve("site"));
    try (InputStream in = GalleryBrowserIT.class.getResourceAsStream("audit.js")) {
      audit = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @AfterAll
  static void the_browser_ends() {
    if (chromium != null) {
      chromium.close();
    }
  }

  @AfterEach
  void no_page_complains_or_asks_for_anything_from_elsewhere() throws Exception {
    if (chromium == null) {
      return;
    }
    assertEquals(List.of(), chromium.errors());
    List<String> requests = chromium.requests();
    assertTrue(requests.stream().anyMatch(url -> url.startsWith("file:")), "none was seen");
    assertEquals(
        List.of(),
        requests.stream().filter(url -> !url.matches("(file|data|about|chrome):.*")).toList());
  }

  private static void open(String page) {
    chromium.open(folder.resolve("site").resolve(page));
  }

  private static void press(CharSequence... keys) {
    new Actions(chromium.driver()).sendKeys(keys).perform();
  }

  private static String title() {
    return chromium.driver().findElement(By.tagName("h1")).getText();
  }

  private static String background() {
    return (String)
        chromium
            .driver()
            .executeScript("return getComputedStyle(document.documentElement).backgroundColor");
  }

  @ParameterizedTest
  @ValueSource(ints = {320, 360, 820, 1440})
  void a_page_fits_its_window_and_is_for_everyone(int width) {
    chromium.resize(width);
    List<String> pages =
        List.of(
            Site.FILE,
            "layers/mixed5/index.html",
            "layers/mixed5/5.html",
            site.layers().get(2).page(),
            SiteUnit.page(SiteSpecimen.BAD_NAME, 0));
    for (String page : pages) {
      for (String scheme : List.of("light", "dark")) {
        chromium.scheme(scheme);
        open(page);
        Object wrong = chromium.driver().executeAsyncScript(audit);
        assertEquals(List.of(), wrong, () -> page + ", " + width + " px, " + scheme);
      }
    }
  }

  @Test
  void the_dark_is_dark() {
    open(Site.FILE);
    chromium.scheme("light");
    String light = background();
    chromium.scheme("dark");
    assertNotEquals(light, background());
  }

  @Test
  void the_first_key_offers_to_skip_to_the_content() {
    open("layers/mixed5/5.html");
    press(Keys.TAB);
    WebElement link = chromium.driver().switchTo().activeElement();
    assertEquals("Skip to the content", link.getText());
    assertTrue(link.getRect().getY() >= 0);
    press(Keys.ENTER);
    assertEquals("main", chromium.driver().switchTo().activeElement().getDomAttribute("id"));
  }

  @Test
  void arrows_lead_from_unit_to_unit_and_stop_at_the_ends() {
    open("layers/mixed5/0.html");
    press(Keys.ARROW_LEFT);
    assertEquals("Unit 0", title());
    press(Keys.ARROW_RIGHT);
    assertEquals("Unit 5 tabby cat", title());
    press(Keys.ARROW_RIGHT);
    assertEquals("Unit 10", title());
    press(Keys.ARROW_LEFT);
    assertEquals("Unit 5 tabby cat", title());
  }

  @Test
  void a_command_is_copied() {
    open("layers/mixed5/5.html");
    WebElement box = chromium.driver().findElement(By.className("command"));
    assertEquals(
        site.layers().get(1).units().get(1).picture().command().orElseThrow(),
        box.findElement(By.tagName("code")).getDomProperty("textContent"));
    WebElement button = box.findElement(By.tagName("button"));
    button.click();
    assertNotEquals("Copy", button.getText());
  }

  @Test
  void all_is_reached_without_scripts() {
    chromium.scripts(false);
    try {
      open(Site.FILE);
      chromium.driver().findElement(By.linkText("mixed5")).click();
      assertEquals("mixed5", title());
      chromium.driver().findElement(By.cssSelector(".grid li:nth-child(2) a")).click();
      assertEquals("Unit 5 tabby cat", title());
      chromium.driver().findElement(By.cssSelector("a[rel=next]")).click();
      assertEquals("Unit 10", title());
      chromium.driver().findElement(By.linkText("Inception v3")).click();
      assertEquals("Inception v3", title());
      chromium.driver().findElement(By.partialLinkText("<script>")).click();
      assertEquals(SiteSpecimen.BAD_NAME, title());
    } finally {
      chromium.scripts(true);
    }
  }
}
