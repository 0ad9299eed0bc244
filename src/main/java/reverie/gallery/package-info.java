/** Pages, contact sheets and charts of results on disk; knows pictures and files, no tensors. */
package reverie.gallery;
