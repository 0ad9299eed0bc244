// Returns what is wrong with the page, a line each. Run by GalleryBrowserIT as an asynchronous script.
const done = arguments[arguments.length - 1];
const wrong = [];
const check = (good, text) => good || wrong.push(text);

function shown(element) {
  return element.checkVisibility({ checkVisibilityCSS: true }) && !element.closest(".unseen, .skip");
}

function rgba(text) {
  const n = text.match(/[\d.]+/g).map(Number);
  return n.length === 3 ? [...n, 1] : n;
}

function luminance(colour) {
  const [r, g, b] = colour.slice(0, 3).map((v) => {
    v /= 255;
    return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function behind(element) {
  for (let e = element; e; e = e.parentElement) {
    const colour = rgba(getComputedStyle(e).backgroundColor);
    if (colour[3] === 1) return colour;
  }
  return [255, 255, 255, 1];
}

function contrasts() {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let texts = 0;
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !shown(element)) continue;
    texts++;
    const [a, b] = [rgba(getComputedStyle(element).color), behind(element)].map(luminance);
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    check(ratio >= 4.5, `contrast ${ratio.toFixed(2)}: ${walker.currentNode.data.trim()}`);
  }
  check(texts > 5, "no text was seen");
}

async function pictures() {
  const all = [...document.images];
  check(all.length > 0, "no picture");
  all.forEach((image) => (image.loading = "eager"));
  await Promise.all(all.map((image) => image.decode().catch(() => {})));
  for (const image of all) {
    check(image.naturalWidth > 0, "not loaded: " + image.src);
    check(String(image.naturalWidth) === image.getAttribute("width"), "width of " + image.src);
    check(String(image.naturalHeight) === image.getAttribute("height"), "height of " + image.src);
    const link = image.closest("a");
    const named = image.alt || (image.hasAttribute("alt") && link && link.textContent.trim());
    check(named, "no alternative text: " + image.src);
  }
}

function structure() {
  check(document.documentElement.lang === "en", "no language");
  check(document.title.trim(), "no title");
  for (const tag of ["h1", "main", "header", "footer"]) {
    check(document.querySelectorAll("body " + tag).length === 1, "not one " + tag);
  }
  let last = 0;
  for (const heading of document.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
    const level = Number(heading.tagName[1]);
    check(level <= last + 1, `h${level} after h${last}: ${heading.textContent}`);
    last = level;
  }
  const names = [...document.querySelectorAll("nav")].map((nav) => nav.getAttribute("aria-label"));
  check(names.every(Boolean) && new Set(names).size === names.length, "navigations: " + names);
  const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
  check(new Set(ids).size === ids.length, "an id twice: " + ids);
  for (const section of document.querySelectorAll("[aria-labelledby]")) {
    check(document.getElementById(section.getAttribute("aria-labelledby")), "label of a section");
  }
  for (const e of document.querySelectorAll("a, button, summary")) {
    const name = e.getAttribute("aria-label") || e.textContent.trim() || e.querySelector("img")?.alt;
    check(name, "no name: " + e.outerHTML);
  }
}

function width() {
  const page = document.documentElement;
  check(page.scrollWidth <= innerWidth, `${page.scrollWidth} px wide of ${innerWidth}`);
}

(async () => {
  document.querySelectorAll("details").forEach((details) => (details.open = true));
  await pictures();
  structure();
  contrasts();
  width();
  done(wrong);
})().catch((error) => done([String(error)]));
