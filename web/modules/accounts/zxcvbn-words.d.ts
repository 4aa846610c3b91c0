/** One list of the package alone: the others would double what is fetched. */
declare module '@zxcvbn-ts/language-fr/dist/commonWords.json.mjs' {
  const words: string[];
  // biome-ignore lint/style/noDefaultExport: that is how the package exports it
  export default words;
}
