/**
 * {@link reverie.optimize.Optimizer} and the step loop: knows only "parameters -> loss and
 * gradient". Progress bars, previews, traces and checkpoints listen to its {@link
 * reverie.optimize.RunEvent}s.
 */
package reverie.optimize;
