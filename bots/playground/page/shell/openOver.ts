/**
 * Opens a modal dialog, on wide screens in the middle of the chat it belongs to. Returns how to close it, which gives
 * the focus back to where it was.
 */
export function openOver(dialog: HTMLDialogElement | null, product: 'slack' | 'teams'): () => void {
  if (!dialog) return () => {};
  dialog.showModal();
  const pane = document.querySelector(`.pane.is-${product}`)?.getBoundingClientRect();
  if (pane && innerWidth >= 1100) {
    dialog.style.marginLeft = `${pane.left + (pane.width - dialog.offsetWidth) / 2}px`;
  }
  return () => dialog.close();
}
