/**
 * Architectures with their preprocessing, the checkpoints they understand, and the catalogue of
 * models.
 */
package reverie.zoo;
