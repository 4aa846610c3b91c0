import { useEffect, useEffectEvent, useState } from 'react';

type Drop = {
  /** Files are being dragged over the window. */
  dragging: boolean;
  /** What was dropped; folders are left out and counted. */
  filesIn: (event: { dataTransfer: DataTransfer | null }) => { files: File[]; folders: number };
};

/**
 * Takes files dragged anywhere over the window. A drop outside every zone does nothing, instead of leaving the page as
 * browsers otherwise do.
 */
export function useDraggedFiles(enabled = true): Drop {
  const [dragging, setDragging] = useState(false);
  useEffect(() => {
    if (!enabled) return;
    let depth = 0;
    const enter = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      depth += 1;
      setDragging(true);
    };
    const leave = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      depth -= 1;
      if (depth <= 0) end();
    };
    const over = (event: DragEvent) => {
      if (hasFiles(event)) event.preventDefault();
    };
    const drop = (event: DragEvent) => {
      if (hasFiles(event)) event.preventDefault();
      end();
    };
    function end(): void {
      depth = 0;
      setDragging(false);
    }
    const listeners = { dragenter: enter, dragleave: leave, dragover: over, drop };
    for (const [name, listener] of Object.entries(listeners)) {
      window.addEventListener(name, listener as EventListener); // each takes the DragEvent of its name
    }
    return () => {
      for (const [name, listener] of Object.entries(listeners)) {
        window.removeEventListener(name, listener as EventListener); // as above
      }
    };
  }, [enabled]);
  return { dragging, filesIn };
}

/** Takes files pasted anywhere on the page: a screenshot, a document copied in the file manager. */
export function usePastedFiles(onFiles: (files: File[]) => void, enabled = true): void {
  const take = useEffectEvent(onFiles);
  useEffect(() => {
    if (!enabled) return;
    const paste = (event: ClipboardEvent) => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length === 0) return;
      event.preventDefault();
      take(files);
    };
    window.addEventListener('paste', paste);
    return () => window.removeEventListener('paste', paste);
  }, [enabled]);
}

function filesIn(event: { dataTransfer: DataTransfer | null }): { files: File[]; folders: number } {
  const items = [...(event.dataTransfer?.items ?? [])].filter(({ kind }) => kind === 'file');
  const folders = items.filter((item) => item.webkitGetAsEntry()?.isDirectory).length;
  const files = items
    .filter((item) => !item.webkitGetAsEntry()?.isDirectory)
    .map((item) => item.getAsFile())
    .filter((file) => file !== null);
  return { files, folders };
}

function hasFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false;
}
