/** {@link reverie.gallery.Page}: HTML pages, contact sheets and charts of results on disk. */
package reverie.gallery;
