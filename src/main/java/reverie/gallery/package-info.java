/** Pages and contact sheets of results; knows pictures and files, no tensors. */
package reverie.gallery;
