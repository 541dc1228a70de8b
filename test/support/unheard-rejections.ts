/** Fails each test of a `describe` in which a promise was rejected and nobody heard of it: that ends Node-RED. */
export function noUnheardRejections(): void {
  const unheard: unknown[] = [];
  const hear = (error: unknown) => void unheard.push(error);
  beforeEach(() => void process.on("unhandledRejection", hear));
  afterEach(async () => {
    await new Promise((resolve) => setImmediate(resolve));
    process.off("unhandledRejection", hear);
    const [first] = unheard.splice(0);
    if (first !== undefined) throw new Error("A rejection that nobody heard of", { cause: first });
  });
}
