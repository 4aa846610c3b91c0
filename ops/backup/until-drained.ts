interface Draining {
  on(event: 'drain' | 'close', listener: () => void): unknown;
  off(event: 'drain' | 'close', listener: () => void): unknown;
}

/** Waits until a stream takes more, or never will. */
export function untilDrained(stream: Draining): Promise<void> {
  return new Promise((resolve) => {
    const resume = () => {
      stream.off('drain', resume);
      stream.off('close', resume);
      resolve();
    };
    stream.on('drain', resume);
    stream.on('close', resume);
  });
}
