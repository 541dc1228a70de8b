/** Whoever asks while an answer is being made gets the same one: many who ask at once cost no more than one. */
export function oneAtATime<T>(make: () => Promise<T>): () => Promise<T> {
  let making: Promise<T> | undefined;
  return () => {
    making ??= make().finally(() => {
      making = undefined;
    });
    return making;
  };
}
